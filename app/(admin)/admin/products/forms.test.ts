import { expect, test } from 'vitest'
import { finishForm, productForm, stockForm } from '#app/(admin)/admin/products/forms.ts'

const id = '0198c0de-0000-4000-8000-000000000001'
const lamp = {
  name: ' Porch ',
  slug: 'porch',
  sku: 'NL-PORC-01',
  tagline: '',
  description: 'x'.repeat(900),
  categoryId: id,
  collectionId: id,
  status: 'draft',
  materials: 'Steel\n\n  Glass \r\n',
  care: '',
  tags: 'reading',
  sideHeight: '252',
  sideDiameter: '',
  sideWidth: '',
  sideDepth: '',
  weightGrams: '2400',
  lightSource: 'LED',
  lightWatts: '7,5',
  lightLumens: '640',
  lightKelvin: '2700',
  lightCri: '92',
  lightDimmable: 'yes',
  lightControl: 'Touch',
  lightIp: 'IP20',
  lightPower: 'Mains',
  year: '2024',
  leadDays: '21',
}

test('reads a lamp', () => {
  expect(productForm.parse(lamp)).toMatchObject({
    name: 'Porch',
    materials: ['Steel', 'Glass'],
    care: [],
    dimensions: { height: 252 },
    weightGrams: 2400,
    leadDays: 21,
    light: { watts: 7.5, dimmable: true, ip: 'IP20' },
  })
  expect(productForm.parse(lamp).description).toHaveLength(900)
})

test.each([
  ['name', ''],
  ['slug', 'Porch Light'],
  ['sku', 'nl 1'],
  ['categoryId', ''],
  ['status', 'gone'],
  ['materials', 'x'.repeat(301)],
  ['tags', 'x\n'.repeat(31)],
  ['sideHeight', '1e3'],
  ['weightGrams', '0'],
  ['lightWatts', '-1'],
  ['lightIp', '20'],
  ['year', '24'],
  ['leadDays', '0'],
  ['leadDays', '366'],
])('refuses a lamp whose %s is %j, at that field', (field, typed) => {
  const issues = productForm.safeParse({ ...lamp, [field]: typed }).error?.issues ?? []
  expect(issues.map(({ path }) => path[0])).toEqual([field])
  expect(issues[0]?.message).toMatch(/\.$/)
})

test('reads the price of a finish into cents', () => {
  const finish = { name: 'Moss', slug: 'moss', hex: '#4A4A2E', sku: 'A-1', price: '249,5' }
  expect(finishForm.parse(finish)).toEqual({
    name: 'Moss',
    slug: 'moss',
    hex: '#4a4a2e',
    sku: 'A-1',
    priceAmount: 24950,
  })
  for (const price of ['', '0', '1.249', 'free']) expect(finishForm.safeParse({ ...finish, price }).success).toBe(false)
  expect(finishForm.parse({ ...finish, price: '99999.99' }).priceAmount).toBe(9_999_999)
  expect(finishForm.safeParse({ ...finish, price: '100000' }).error?.issues[0]?.message).toBe(
    'The highest price is €99,999.99.',
  )
})

test.each(['', '-1', '1.5', '1e9', '100001'])('refuses to move %j pieces', (quantity) => {
  expect(stockForm.safeParse({ variantId: id, reason: 'received', quantity }).success).toBe(false)
})
