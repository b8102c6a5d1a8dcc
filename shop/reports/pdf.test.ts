import { expect, test } from 'vitest'
import { readPdf } from '#e2e/pdf.ts'
import { drawPdf } from '#shop/reports/pdf.ts'
import type { ReportText } from '#shop/reports/types.ts'

const part = {
  begins: '2026-11-24T00:00:00Z',
  orders: 1,
  revenue: 100,
  tax: 0,
  refunds: 0,
  refunded: 0,
  refundedTax: 0,
}
const report = (names: readonly string[]): ReportText => ({
  title: 'Tuesday, 24 November 2026',
  lead: 'One order brought €1.',
  sums: [{ name: 'Orders', value: '1' }],
  comparisons: [],
  unit: 'hour',
  parts: [{ label: '00:00', orders: '1', revenue: '€1', refunded: '€0' }],
  sellers: names.map((name) => ({ sku: name, name, quantity: '1', amount: '€1' })),
  stock: names.map((name) => ({ sku: name, name, left: '1 left' })),
  functions: [],
  work: 'No function ran.',
})
const draw = async (...names: string[]) => Buffer.from(await drawPdf(report(names), [part], new Date(0)))
const read = async (...names: string[]) => readPdf(await draw(...names)).split('\n')

test.each([
  'Łódź, Świecznik żółty',
  'Kőszeg, Ștefan, Ğüneş, İstanbul',
  'Þórr, Straße, Œuvre, Ærø, Đặng',
  'Ελλάδα, Φως',
  'Москва, Ночник',
  'Łódź and Ελλάδα and Москва',
  'Two × “three” – four … €5 → six',
])('a PDF has %s as it is written, in letters that are in the file', async (name) => {
  const words = await read(name)
  expect(words.filter((line) => line === name)).toHaveLength(2)
  expect(words.join()).not.toContain('question mark')
  expect((await draw(name)).toString('latin1')).toMatch(/\/FontFile[23]/)
})

test('letters that no font has become question marks, one for each, and every page says so', async () => {
  const words = await read('東京 lamp 👩‍👩‍👧')
  expect(words.filter((line) => line === '?? lamp ?')).toHaveLength(2)
  expect(words.filter((line) => line.startsWith('A question mark may stand for'))).toHaveLength(1)
})

test('a letter that is written as two code points is one letter', async () => {
  expect(await read('Cre\u0300me, Lo\u0301dz\u0301')).toContain('Crème, Lódź')
})

test('a long name takes more lines, and nothing of it is cut', async () => {
  const long = `Donaudampfschifffahrtslampe ${'Nachttischlampenschirm'.repeat(6)}`
  const words = (await read(long)).join('').replaceAll(/\s/g, '')
  expect(words.split(long.replaceAll(/\s/g, ''))).toHaveLength(3)
})

test('only the letters that a report uses are in its file', async () => {
  expect((await draw('Łódź')).length).toBeLessThan(80_000)
})
