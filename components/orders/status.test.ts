import { expect, test } from 'vitest'
import { isLast, maskEmail } from '#components/orders/status.ts'
import { timeline } from '#components/orders/timeline.tsx'
import type { OrderEvent, OrderStatus } from '#shop/orders/types.ts'

const event = (status: OrderStatus): OrderEvent => ({ status, note: '', at: '2026-11-23T18:00:00Z' })

function show(status: OrderStatus, ...past: OrderStatus[]) {
  return timeline({ status, events: past.map(event) }).map(
    (step) => `${step.status}${step.event ? ' done' : ''}${step.current ? ' now' : ''}`,
  )
}

test('an order that goes well shows what was and what is to come', () => {
  expect(show('pending', 'pending')).toEqual(['paid', 'packed', 'shipped', 'delivered'])
  expect(show('packed', 'pending', 'paid', 'packed')).toEqual(['paid done', 'packed done now', 'shipped', 'delivered'])
  expect(show('delivered', 'paid', 'packed', 'shipped', 'delivered').at(-1)).toBe('delivered done now')
})

test('an order that ended otherwise shows how, and not what will never be', () => {
  expect(show('cancelled', 'pending', 'cancelled')).toEqual(['cancelled done now'])
  expect(show('refunded', 'paid', 'packed', 'refunded')).toEqual(['paid done', 'packed done', 'refunded done now'])
})

test('only delivered, cancelled and refunded are the end', () => {
  const all: OrderStatus[] = ['pending', 'paid', 'packed', 'shipped', 'delivered', 'cancelled', 'refunded']
  expect(all.filter(isLast)).toEqual(['delivered', 'cancelled', 'refunded'])
})

test('a mask keeps a first letter of several code points whole', () => {
  expect(maskEmail('🙂ada@example.com')).toBe('🙂…@example.com')
  expect(maskEmail('e\u0301a@example.com')).toBe('e\u0301…@example.com')
})

test('a masked address keeps its first letter and its domain', () => {
  expect(maskEmail('ada@example.com')).toBe('a…@example.com')
  expect(maskEmail('"a@b"@example.com')).toBe('"…@example.com')
  expect(maskEmail('@example.com')).toBe('…')
  expect(maskEmail('nobody')).toBe('…')
})
