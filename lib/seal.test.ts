import { expect, test } from 'vitest'
import { fingerprint, openSealed, seal } from '#lib/seal.ts'

const secret = 'a secret of more than thirty-two characters'

test('what was sealed opens with its secret and purpose, and with no other', async () => {
  const sealed = await seal(secret, 'cookie', 'ada@example.com, “ünter”')
  expect(sealed).toMatch(/^[\w-]+$/)
  expect(sealed).not.toContain('ada')
  expect(await openSealed(secret, 'cookie', sealed)).toBe('ada@example.com, “ünter”')
  expect(await openSealed(secret, 'other', sealed)).toBeNull()
  expect(await openSealed(`${secret}!`, 'cookie', sealed)).toBeNull()
})

test('the same text is never sealed the same way twice', async () => {
  expect(await seal(secret, 'cookie', 'text')).not.toBe(await seal(secret, 'cookie', 'text'))
})

test('what was changed, cut or invented does not open', async () => {
  const sealed = await seal(secret, 'cookie', 'text')
  const changed = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.at(-1)
  for (const text of [changed, sealed.slice(0, 20), '', 'x', '%%%', sealed.repeat(2)]) {
    expect(await openSealed(secret, 'cookie', text), text).toBeNull()
  }
})

test('a fingerprint is the same for the same text and says nothing of it', async () => {
  const print = await fingerprint(secret, 'ada@example.com')
  expect(print).toMatch(/^[0-9a-f]{64}$/)
  expect(await fingerprint(secret, 'ada@example.com')).toBe(print)
  expect(await fingerprint(`${secret}!`, 'ada@example.com')).not.toBe(print)
})
