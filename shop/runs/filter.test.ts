import { expect, test } from 'vitest'
import { runPlace, runSearch, toRunFilter, writeRunAddress } from '#shop/runs/filter.ts'
import { shop } from '#shop.config.ts'

const read = (values: object) => toRunFilter(runSearch.parse(values))

test('a text is a trace, an order or a part of a key', () => {
  const trace = 'A'.repeat(32)
  expect(read({ query: ` ${trace} ` })).toEqual({ trace: trace.toLowerCase() })
  expect(read({ query: `${shop.orderPrefix.toLowerCase()}-10001` })).toEqual({
    orderNumber: `${shop.orderPrefix}-10001`,
  })
  expect(read({ query: 'process-order.5' })).toEqual({ query: 'process-order.5' })
})

test('days are those of the shop, the last one whole', () => {
  const { since, until } = read({ from: '2026-11-23', until: '2026-11-23' })
  expect(Date.parse(until ?? '') - Date.parse(since ?? '')).toBe(86_400_000)
})

test('what is invalid is ignored', () => {
  const values = {
    query: 'x'.repeat(101),
    function: '../etc',
    state: 'odd',
    trigger: ['cron', 'http'],
    from: 'yesterday',
    before: 'x',
  }
  expect(read(values)).toEqual({ trigger: 'cron' })
  expect(runSearch.parse({}).query).toBe('')
})

test('a search and the place of its page survive the address', () => {
  const before = ['2026-11-29T10:00:00.123456+00:00', '5a1f2a10-3d0a-4a63-9d8c-0a1b2c3d4e5f']
  const search = runSearch.parse({ query: 'a & b', state: 'failed' })
  const { searchParams } = new URL(writeRunAddress('/admin/runs', search, { before }), 'http://shop')
  const parameters = Object.fromEntries(searchParams)
  expect([runSearch.parse(parameters), runPlace.parse(parameters)]).toEqual([search, { before }])
  expect(writeRunAddress('/admin/runs', runSearch.parse({}), {})).toBe('/admin/runs')
})
