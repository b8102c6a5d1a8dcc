import { expect, test } from 'vitest'
import { costOf, prices } from '#deploy/prices.ts'

const of = (name: string) => prices.find(({ platform }) => platform === name) as (typeof prices)[number]

test('a million calls of 0.3 s cost what the price lists say', () => {
  const call = { wall: 0.3, cpu: 0.1, gigabytes: 0.5 }
  const million = (name: string, more = call) => Math.round(costOf(of(name), 1_000_000, more) * 100) / 100
  // One call at a time on an instance of 2 GB, which is the worst case there.
  expect(million('Vercel', { ...call, gigabytes: 2 })).toBe(8.24)
  expect(million('AWS Lambda')).toBe(2.7)
  expect(million('Azure Functions')).toBe(4.3)
  expect(million('Google Cloud')).toBe(7.98)
  expect(million('Supabase Edge')).toBe(2)
})

test('no calls cost nothing', () => {
  for (const price of prices) expect(costOf(price, 0, { wall: 1, cpu: 1, gigabytes: 1 })).toBe(0)
})

test('each price has a date, a source and a grade that may be shown', () => {
  for (const { asOf, source, grade } of prices) {
    expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.now())
    expect(source).not.toBe('')
    expect(['D', 'T']).toContain(grade)
  }
})
