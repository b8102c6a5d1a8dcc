import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stripeEvents } from '#lib/stripe.ts'

test('docs/deploy.md asks for just the events that the shop listens to', () => {
  const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'deploy.md'), 'utf8')
  const named = text.match(/`(checkout\.session|payment_intent|charge|refund)\.[a-z_.]+`/g) ?? []
  expect(named.map((name) => name.slice(1, -1)).toSorted()).toEqual([...stripeEvents].toSorted())
})
