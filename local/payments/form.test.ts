import fc from 'fast-check'
import { Stripe } from 'stripe'
import { expect, test } from 'vitest'
import { brandOf, passesLuhn } from '#local/payments/cards.ts'
import { parseForm } from '#local/payments/form.ts'
import { formatMoney, localeOf, readMoney } from '#local/payments/money.ts'

test('brackets become nesting', () => {
  const form = parseForm('a=1&b[c]=2&b[d][0][e]=3&b[d][1][e]=4&list[]=x&list[]=y&m[a%20b]=%26')
  expect(JSON.parse(JSON.stringify(form))).toEqual({
    a: '1',
    b: { c: '2', d: { 0: { e: '3' }, 1: { e: '4' } } },
    list: { 0: 'x', 1: 'y' },
    m: { 'a b': '&' },
  })
})

test('no key reaches a prototype', () => {
  const form = parseForm('__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1')
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  expect(Object.keys(form)).toEqual(['__proto__', 'constructor', 'a'])
})

test('any text can be parsed without an error', () => {
  fc.assert(fc.property(fc.string(), (text) => typeof parseForm(text) === 'object'))
  fc.assert(fc.property(fc.stringMatching(/^[a-c[\]=&0-9]*$/), (text) => typeof parseForm(text) === 'object'))
})

test('metadata of any kind comes back as it was sent by the SDK', async () => {
  const text = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  const key = text.filter((one) => one.length <= 40 && !/[[\]]/.test(one))
  const { openBench } = await import('#local/payments/testing.ts')
  const { stripe } = await openBench()
  expect(stripe).toBeInstanceOf(Stripe)
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, text, { maxKeys: 5 }), async (metadata) => {
      const customer = await stripe.customers.create({ name: 'Mara', metadata })
      expect({ ...customer.metadata }).toEqual({ ...metadata })
    }),
    { numRuns: 30, examples: [[JSON.parse('{"__proto__":"x","constructor":"y"}')]] },
  )
})

test.each([
  ['4242424242424242', true, 'visa'],
  ['4242424242424241', false, 'visa'],
  ['5555555555554444', true, 'mastercard'],
  ['378282246310005', true, 'amex'],
  ['6011111111111117', true, 'discover'],
  ['42', false, 'visa'],
])('card %s: valid %s, brand %s', (digits, valid, brand) => {
  expect([passesLuhn(digits), brandOf(digits)]).toEqual([valid, brand])
})

test.each([
  [24_900, 'eur', null, '€249.00'],
  [24_900, 'eur', 'de', '249,00 €'],
  [24_900, 'jpy', 'auto', '¥24,900'],
  [24_900, 'isk', 'en', 'ISK 249.00'],
  [5, 'usd', 'zz-unknown', '$0.05'],
])('%d %s in %s reads %s', (amount, currency, locale, text) => {
  expect(formatMoney(amount, currency, localeOf(locale, '')).replaceAll(/\s/g, ' ')).toBe(text)
})

test.each([
  ['249.5', 'eur', 24_950],
  ['249,05', 'chf', 24_905],
  ['249', 'jpy', 249],
  ['0.5', 'kwd', 500],
  ['249.5', 'jpy', undefined],
  ['1.234', 'eur', undefined],
  ['-1', 'eur', undefined],
  ['', 'eur', undefined],
])('%j in %s is %s minor units', (typed, currency, amount) => {
  expect(readMoney(typed, currency)).toBe(amount)
})
