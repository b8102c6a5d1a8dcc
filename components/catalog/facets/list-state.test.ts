import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readList } from '#components/catalog/facets/list-state.ts'
import type { ReadyFacets } from '#components/catalog/facets/narrow.ts'

const ready: ReadyFacets = {
  values: ['bedroom', 'study'].map((value) => ({
    ...{ facet: 'room' as const, value, name: value, hex: null, least: null, most: null },
  })),
  slugs: ['a', 'b'],
  amounts: [1, 2],
  years: [2026, 2026],
  holders: [Uint8Array.of(1, 0), Uint8Array.of(0, 1)],
}

const addresses: string[] = []
beforeEach(() => {
  addresses.length = 0
  vi.stubGlobal('history', { pushState: (_state: null, _title: string, address: string) => addresses.push(address) })
  vi.stubGlobal('dispatchEvent', () => true)
})
afterEach(() => vi.unstubAllGlobals())

const onSecondPage = (address: string) =>
  readList(ready, address, { scope: {}, path: '/products', pagePath: '/products/page/2' })

test('a choice on a further page is one of the whole list', () => {
  onSecondPage('').onToggle('room', 'bedroom')
  onSecondPage('?room=bedroom').onSort('newest')
  expect(addresses).toEqual(['/products?room=bedroom', '/products?room=bedroom&sort=newest'])
})

test('whoever takes the last choice back is on the page that was left, whose lamps are shown', () => {
  onSecondPage('?room=bedroom&show=2').onClear()
  onSecondPage('?room=bedroom').onToggle('room', 'bedroom')
  onSecondPage('?sort=newest').onSort(null)
  expect(addresses).toEqual(['/products/page/2', '/products/page/2', '/products/page/2'])
  // What is still sorted is the whole list.
  onSecondPage('?room=bedroom&sort=newest').onClear()
  expect(addresses.at(-1)).toBe('/products?sort=newest')
})
