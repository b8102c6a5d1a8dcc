import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownPath } from '#app/(shop)/(personal)/sign-in/next-path.ts'

test.each(['/cart', '/admin/orders?status=paid&page=2', '/orders/1#lines', '/', '/products/pocket-moon'])(
  '%s is a path of this store',
  (path) => expect(ownPath(path)).toBe(path),
)

test.each([
  undefined,
  null,
  ['/cart'],
  '',
  'cart',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' /cart',
  '/./\\evil.example',
  '/.//evil.example',
  '/a/..//evil.example',
  '/%2e//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'http:/evil.example',
  '/@evil.example\\',
  `/${'a'.repeat(600)}`,
  '/sign-in?next=/sign-in',
])('%j leads to the account', (value) => expect(ownPath(value)).toBe('/account'))

test('whatever is asked for, a browser stays on the store', () => {
  const text = fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\.@:%2e\t?#a]{1,12}$/))
  fc.assert(
    fc.property(text, (value) => {
      const path = ownPath(value)
      return new URL(path, 'https://store.example').origin === 'https://store.example' && path.startsWith('/')
    }),
  )
})
