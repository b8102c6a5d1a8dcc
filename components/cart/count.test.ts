import { beforeEach, expect, test, vi } from 'vitest'
import {
  correctCartCount,
  expectInCart,
  keepCartCount,
  readCartCount,
  subscribeToCartCount,
} from '#components/cart/count.ts'

const browser = { cookie: '' }
vi.stubGlobal('document', browser)
vi.stubGlobal('location', { protocol: 'http:' })
vi.stubGlobal('window', new EventTarget())
keepCartCount(30)

beforeEach(() => {
  browser.cookie = 'theme=dusk; cart-count=2; other=1'
})

test('reads what the server said, and nothing where it said nonsense', () => {
  expect(readCartCount()).toBe(2)
  for (const cookie of ['', 'cart-count=', 'cart-count=-4', 'cart-count=1e9', 'cart-count=12345', 'xcart-count=7']) {
    browser.cookie = cookie
    expect(readCartCount(), cookie).toBe(0)
  }
})

test('counts at once, and never twice', () => {
  const settle = expectInCart(1)
  expect(readCartCount()).toBe(3)
  // For the first lamp the server sets the cookie too, a moment before its answer is handed over.
  browser.cookie = 'cart-count=3'
  expect(readCartCount()).toBe(3)
  settle(true)
  expect(readCartCount()).toBe(3)
  expect(browser.cookie).toContain('cart-count=3; Path=/; Max-Age=2592000')
})

test('takes back what was refused, also in the middle of several', () => {
  const first = expectInCart(1)
  const second = expectInCart(1)
  expect(readCartCount()).toBe(4)
  first(false)
  expect(readCartCount()).toBe(3)
  second(true)
  expect(readCartCount()).toBe(3)
  const third = expectInCart(1)
  third(false)
  expect(readCartCount()).toBe(3)
})

test('tells whoever listens, and only them', () => {
  const listener = vi.fn()
  const leave = subscribeToCartCount(listener)
  expectInCart(1)(true)
  expect(listener).toHaveBeenCalledTimes(2)
  window.dispatchEvent(new Event('pageshow'))
  expect(listener).toHaveBeenCalledTimes(3)
  leave()
  window.dispatchEvent(new Event('focus'))
  expect(listener).toHaveBeenCalledTimes(3)
})

test('a page that knows better corrects the cookie', () => {
  correctCartCount(0)
  expect(browser.cookie).toContain('cart-count=0; Path=/')
  expect(readCartCount()).toBe(0)
})
