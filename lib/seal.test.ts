import { expect, test } from 'vitest'
import { fingerprint, openSealed, seal } from '#lib/seal.ts'

const secret = 'a secret of more than thirty-two characters'

test('a sealed text opens with its own secret and purpose only', async () => {
  const sealed = await seal(secret, 'cookie', 'ada@example.com, “ünter”')
  expect(sealed).toMatch(/^[\w-]+$/)
  expect(sealed).not.toContain('ada')
  expect(await openSealed(secret, 'cookie', sealed)).toBe('ada@example.com, “ünter”')
  expect(await openSealed(secret, 'other', sealed)).toBeNull()
  expect(await openSealed(`${secret}!`, 'cookie', sealed)).toBeNull()
})

test('sealing a text twice gives two different results', async () => {
  expect(await seal(secret, 'cookie', 'text')).not.toBe(await seal(secret, 'cookie', 'text'))
})

test('a changed, shortened or invented text does not open', async () => {
  const sealed = await seal(secret, 'cookie', 'text')
  const changed = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.at(-1)
  for (const text of [changed, sealed.slice(0, 20), '', 'x', '%%%', sealed.repeat(2)]) {
    expect(await openSealed(secret, 'cookie', text), text).toBeNull()
  }
})

test('equal texts have equal fingerprints, which do not contain the text', async () => {
  const print = await fingerprint(secret, 'ada@example.com')
  expect(print).toMatch(/^[0-9a-f]{64}$/)
  expect(await fingerprint(secret, 'ada@example.com')).toBe(print)
  expect(await fingerprint(`${secret}!`, 'ada@example.com')).not.toBe(print)
})
