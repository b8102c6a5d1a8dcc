import type { ShopConfig } from '#shop.config.ts'

const exactly = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Patterns of text that only this shop writes: its names, addresses, colours, currency, order numbers and sentences. */
function signs(shop: ShopConfig): RegExp[] {
  const { palette, mail, currency, locale } = shop
  const colours = [palette.day, palette.dusk, palette.over].flatMap((part) => Object.values(part))
  const icon = shop.logo.icon.flatMap((shape) => shape.match(/#[0-9a-f]{6}\b/gi) ?? [])
  const sentences = [shop.claim, shop.description, mail.sender, mail.replyTo, mail.closing, ...shop.footer]
  const sign = (0).toLocaleString(locale, { style: 'currency', currency }).replace(/[\d.,\s]/g, '')
  const names = [
    shop.name,
    shop.slug,
    shop.logo.wordmark,
    shop.delivery.service,
    shop.delivery.carrier.name,
    // The last line is a country, which other shops name too.
    ...shop.returns.address.slice(0, -1),
    shop.timeZone,
    locale,
    ...colours,
    ...icon,
  ]
  return [
    ...[...sentences, ...names].map((text) => new RegExp(exactly(text), 'i')),
    new RegExp(String.raw`\b${shop.orderPrefix}-\d`),
    new RegExp(String.raw`\b${shop.orderPrefix}P\d{10}`),
    new RegExp(`${exactly(sign)}|\\b${currency.toUpperCase()}\\b|["']${currency}["']`),
    new RegExp(`VAT[^.]{0,12}${shop.vat.rate} %`),
  ]
}

// Dates and numbers as only an English locale formats them.
const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const english = [
  new RegExp(`\\b\\d{1,2} (?:${months})\\b`),
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, /,
  /\d,\d{3}\b/,
]

const around = (text: string, pattern: RegExp): string[] => {
  const found = pattern.exec(text)
  return found
    ? [text.slice(Math.max(0, found.index - 40), found.index + found[0].length + 40).replace(/\s+/g, ' ')]
    : []
}

/** Finds values of a shop in the output of another shop: HTML, CSS, JSON, a mail. Gives one place for each pattern. */
export function findTraces(shop: ShopConfig, text: string): string[] {
  return signs(shop).flatMap((pattern) => around(text, pattern))
}

/** Finds dates and numbers in English format in a text. Gives one place for each pattern. */
export function findEnglish(words: string): string[] {
  return english.flatMap((pattern) => around(words, pattern))
}
