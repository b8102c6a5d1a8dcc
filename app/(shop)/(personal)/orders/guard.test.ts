import { NextRequest } from 'next/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { guardOrder } from '#app/(shop)/(personal)/orders/guard.ts'

const findVisibleOrder = vi.hoisted(() => vi.fn())
vi.mock('#app/(shop)/(personal)/orders/visible-order.ts', () => ({ findVisibleOrder }))

const ask = (path: string) => guardOrder(new NextRequest(`http://localhost:3000${path}`))

beforeEach(() => {
  findVisibleOrder.mockReset()
})

test('whoever has the key goes on, and the address goes no further', async () => {
  findVisibleOrder.mockResolvedValue({ number: 'NL-10001' })
  const response = await ask('/orders/7/thank-you?key=k')
  expect(findVisibleOrder).toHaveBeenCalledExactlyOnceWith('7', 'k', null)
  expect(response.headers.get('x-middleware-next')).toBe('1')
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('x-robots-tag')).toBe('noindex')
})

test('a wrong key, no key and an unknown order are the page that is not there', async () => {
  findVisibleOrder.mockResolvedValue(null)
  for (const path of ['/orders/7?key=wrong', '/orders/7', '/orders']) {
    const response = await ask(path)
    expect(response.headers.get('x-middleware-rewrite'), path).toBe('http://localhost:3000/not-found')
  }
})

test('an outage is not a missing order: the page itself says what is wrong', async () => {
  findVisibleOrder.mockRejectedValue(new Error('connection refused'))
  expect((await ask('/orders/7?key=k')).headers.get('x-middleware-next')).toBe('1')
})
