import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { isOwnForm, settleOrigin } from '#app/(shop)/(personal)/origin.ts'

const post = (headers: Record<string, string>, method = 'POST') =>
  new NextRequest('http://127.0.0.1:3000/cart', { method, headers: { host: 'shop.example', ...headers } })

/** What a request carries that came through two proxies. */
const twoProxies = { host: 'inside:3000', 'x-forwarded-host': 'shop.example, first.inside' }

test('a form of another site or of a sandboxed frame, which hides its origin, is refused', () => {
  for (const site of ['cross-site', 'same-site', 'none', '']) {
    expect(settleOrigin(post({ origin: 'null', 'sec-fetch-site': site }))?.status, site).toBe(403)
  }
  expect(settleOrigin(post({ origin: 'null' }))?.status).toBe(403)
})

test('a form of a page of the shop that hides its address goes on, with the origin of the shop', () => {
  const own = post({ origin: 'null', 'sec-fetch-site': 'same-origin' })
  expect(settleOrigin(own)).toBeUndefined()
  expect(own.headers.get('origin')).toBe('https://shop.example')
  const behind = post({ origin: 'null', 'sec-fetch-site': 'same-origin', ...twoProxies })
  expect(settleOrigin(behind)).toBeUndefined()
  expect(behind.headers.get('origin')).toBe('https://shop.example')
})

test('a request that says where it comes from goes on as it is, and Next compares it', () => {
  for (const request of [post({ origin: 'https://evil.example' }), post({}), post({ origin: 'null' }, 'GET')]) {
    const before = request.headers.get('origin')
    expect(settleOrigin(request)).toBeUndefined()
    expect(request.headers.get('origin')).toBe(before)
  }
})

test('a route takes the forms of the shop only', () => {
  const isOwn = (headers: Record<string, string>) => isOwnForm(new Headers({ host: 'shop.example', ...headers }))
  expect(isOwn({ origin: 'https://shop.example' })).toBe(true)
  expect(isOwn({ origin: 'https://shop.example', host: 'inside:3000', 'x-forwarded-host': 'shop.example' })).toBe(true)
  expect(isOwn({ origin: 'https://shop.example', ...twoProxies })).toBe(true)
  expect(isOwn({ origin: 'https://first.inside', ...twoProxies })).toBe(false)
  for (const origin of [
    'https://evil.example',
    'https://shop.example.evil.example',
    'https://shop.example:444',
    'null',
    '',
  ])
    expect(isOwn({ origin }), origin).toBe(false)
  expect(isOwn({})).toBe(false)
})
