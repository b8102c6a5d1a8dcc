import { expect, test } from 'vitest'
import { cookieOptions, parseCartId } from '#app/session.ts'

const id = '3f0d7c1e-58a5-4c1b-9d2f-0a6f4a1b2c3d'

test('a uuid is a cart', () => {
  expect(parseCartId(id)).toBe(id)
  expect(parseCartId(id.toUpperCase())).toBe(id)
})

test.each([undefined, '', '1', `${id} `, `${id}'--`, `{${id}}`, id.replaceAll('-', ''), '../../carts', 'null'])(
  'a forged cookie is no cart: %j',
  (value) => {
    expect(parseCartId(value)).toBeNull()
  },
)

test('cookies are secure exactly where the store is', () => {
  expect(cookieOptions('https://nightlight.example')).toMatchObject({ secure: true, sameSite: 'lax', path: '/' })
  expect(cookieOptions('http://localhost:3000').secure).toBe(false)
})
