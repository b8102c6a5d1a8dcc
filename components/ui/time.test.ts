import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { OrderTime, writeSince } from '#components/ui/time.tsx'

test('the time of an order has its year', () => {
  expect(renderToStaticMarkup(OrderTime({ at: '2026-11-29T19:44:00Z' }))).toContain('29 November 2026 at 20:44')
})

test('what is so since today has the clock alone, and what is older has its day and year', () => {
  const at = '2026-11-29T19:44:00Z'
  expect(writeSince(at, new Date('2026-11-29T22:59:00Z'))).toBe('20:44')
  // An hour later it is midnight in the shop.
  expect(writeSince(at, new Date('2026-11-29T23:01:00Z'))).toBe('29 November 2026 at 20:44')
  expect(writeSince(at, new Date('2027-11-29T19:50:00Z'))).toBe('29 November 2026 at 20:44')
})
