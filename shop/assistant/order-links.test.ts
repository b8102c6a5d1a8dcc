import { expect, test } from 'vitest'
import { findOrderLinks, hideOrderLinks } from '#shop/assistant/order-links.ts'

const id = '6a2e0b5e-7a67-4c3e-9d0e-0a4c5b3f1e2d'
const key = 'aAzZ09_-aAzZ09_-aAzZ09_-aAzZ09_-'

test.each([
  `https://shop.example.com/orders/${id}?key=${key}`,
  `/orders/${id}?key=${key}`,
  `/orders/${id}/thank-you?key=${key}`,
  `/orders/${id.toUpperCase()}?from=mail&key=${key}#top`,
])('%s opens its order, and its key is taken out of what is handed on', (link) => {
  const text = `where is it? ${link} thanks`
  expect(findOrderLinks(text)).toEqual([{ id, key }])
  expect(hideOrderLinks(text)).toBe('where is it? [the link of my order] thanks')
})

test.each(['', '/orders', `/orders/${id}`, `/orders/not-an-id?key=${key}`, `/products/porch?key=${key}`])(
  '%j is no link of an order',
  (text) => {
    expect(findOrderLinks(text)).toEqual([])
    expect(hideOrderLinks(text)).toBe(text)
  },
)
