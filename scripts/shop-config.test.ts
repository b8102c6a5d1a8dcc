import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { otherShop } from '#scripts/other-shop.ts'
import { shop } from '#shop.config.ts'

/** The contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
      const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['this shop', shop],
  ['the other shop of the tests', otherShop],
])('the configuration of %s', (_, { delivery, vat, palette, type, mail, ...config }) => {
  test('has a locale, a time zone and a currency that exist', () => {
    expect(Intl.DateTimeFormat.supportedLocalesOf([config.locale, config.language])).toHaveLength(2)
    expect(() => new Intl.DateTimeFormat('en', { timeZone: config.timeZone })).not.toThrow()
    expect(config.currency).toMatch(/^[a-z]{3}$/)
    expect(Intl.supportedValuesOf('currency')).toContain(config.currency.toUpperCase())
    // Stripe counts these currencies in hundredths, Intl in whole units: https://docs.stripe.com/currencies#special-cases
    expect(['isk', 'ugx']).not.toContain(config.currency)
  })

  test('has amounts, rates and codes that the database accepts', () => {
    for (const amount of [delivery.price, delivery.freeFrom ?? 0]) {
      expect(Number.isInteger(amount) && amount >= 0).toBe(true)
    }
    for (const rate of [vat.rate, ...Object.values(vat.rates)]) expect(String(rate)).toMatch(/^\d{1,2}(\.\d{1,2})?$/)
    for (const country of delivery.countries) expect(country).toMatch(/^[A-Z]{2}$/)
    expect(delivery.countries).toEqual(expect.arrayContaining(Object.keys(vat.rates)))
    expect(config.orderPrefix).toMatch(/^[A-Z][A-Z0-9]{0,7}$/)
    expect(config.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    for (const address of [mail.sender, mail.replyTo]) expect(address).toMatch(/^[^\s@<>]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/)
  })

  test('has a palette with enough contrast', () => {
    for (const { paper, ...colours } of [palette.day, palette.dusk]) {
      expect(contrast(colours.ink, paper)).toBeGreaterThan(7)
      for (const name of ['quiet', 'light', 'wrong'] as const) {
        expect(contrast(colours[name], paper), name).toBeGreaterThanOrEqual(4.5)
      }
    }
    expect(contrast(palette.over.bright, palette.over.deep)).toBeGreaterThan(7)
  })

  test('has the names of installed font files', () => {
    for (const file of [type.file, ...type.pdf.regular, ...type.pdf.strong]) {
      expect(existsSync(join(import.meta.dirname, '..', 'node_modules', file)), file).toBe(true)
    }
  })
})
