import { cut, firstLetters } from '#lib/cut.ts'
import { type Currency, signOf, toMinorUnits } from '#lib/money.ts'
import { shop } from '#shop.config.ts'

/** The longest search, in characters; the rest is ignored. */
const longest = 100

/** A search as one line of at most 100 characters, without what Postgres refuses (NUL) or what matches nothing. */
export function cleanQuery(query: string): string {
  const line = query.normalize('NFKC').replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
  // A letter may have any number of accents.
  return firstLetters(cut(line.trim(), longest * 8), longest).trim()
}

/** A search without its words about the price. The amounts are in minor units; null where the search names none. */
export type PriceWords = Readonly<{ words: string; least: number | null; most: number | null }>

const currencyName = (currency: Currency) =>
  new Intl.DisplayNames('en', { type: 'currency' }).of(currency.toUpperCase())?.toLowerCase().split(' ').at(-1) ??
  currency
const literal = (text: string) => text.replace(/[$.*+?^()|{}[\]\\]/g, String.raw`\$&`)
const coins = [signOf(shop.currency), shop.currency, `${currencyName(shop.currency)}s?`, String.raw`\p{Sc}`]
const sign = `(?:${coins.map((coin) => (/[?\\]/.test(coin) ? coin : literal(coin))).join('|')})`

// A number with another unit is no price: 2700 K, 800 lm, 30 cm.
const unit = String.raw`(?![\d.,]*\d)(?!\s*(?:(?:to|and|-|–)\s*\d+\s*)?(?:k|kelvin|lm|lumens?|w|watts?|v|volts?|mm|cm|m|kg|g|%|hours?|h)\b)`
const number = String.raw`(\d{1,3}(?:[.,' ]\d{3})+|\d{1,7})(?:[.,](\d{2})|[.,]-+)?${unit}`
const amount = String.raw`${sign}?\s*${number}(?:\s*${sign}(?!\p{L}))?`
const priced = String.raw`(?:${sign}\s*${number}|${number}\s*${sign}(?!\p{L}))`

const most =
  'under|below|less than|lower than|cheaper than|not more than|no more than|not over|max(?:imum)?(?: of)?|up to|at most|within|budget(?: of)?|unter|bis|hochstens|höchstens|moins de|<=?|≤'
const least = 'over|above|more than|at least|from|min(?:imum)?(?: of)?|starting at|über|uber|ab|plus de|>=?|≥'
const before = (words: string) => String.raw`(?<![\p{L}\p{N}])(?:${words})\s*`
const flags = 'iu'
const range = new RegExp(
  String.raw`(?:${before('between|from|zwischen|entre')})${amount}\s*(?:-|–|to|and|und|bis|et)\s*${amount}`,
  flags,
)
const pricedRange = new RegExp(String.raw`${amount}\s*(?:-|–|to)\s*${priced}|${priced}\s*(?:-|–|to)\s*${amount}`, flags)
const highest = new RegExp(before(most) + amount, flags)
const lowest = new RegExp(before(least) + amount, flags)
const highestAfter = new RegExp(String.raw`${amount}\s*(?:or less|or under|max(?:imum)?|at most)(?!\p{L})`, flags)
const lowestAfter = new RegExp(String.raw`${amount}\s*(?:or more|and up|\+)(?!\p{L})`, flags)

/**
 * Reads the words about a price in a search: "brass lamp under €300" asks for brass lamps that cost at most 300.
 * Numbers are whole units of the shop's currency; 1,000 and 1.000 are a thousand.
 */
export function readPriceWords(query: string): PriceWords {
  for (const pattern of [range, pricedRange]) {
    const found = pattern.exec(query)
    if (found) {
      const [low = 0, high = 0] = readAmounts(found).toSorted((a, b) => a - b)
      return { words: without(query, found), least: low, most: high }
    }
  }
  const up = highest.exec(query) ?? highestAfter.exec(query)
  const left = up ? without(query, up) : query
  const down = lowest.exec(left) ?? lowestAfter.exec(left)
  return {
    words: down ? without(left, down) : left,
    least: down ? (readAmounts(down)[0] ?? null) : null,
    most: up ? (readAmounts(up)[0] ?? null) : null,
  }
}

/** The amounts of a match, whose groups come in pairs: whole units and decimals. */
function readAmounts(found: RegExpExecArray): number[] {
  const groups = found.slice(1)
  return groups.flatMap((whole, index) => {
    if (index % 2 === 1 || whole === undefined) return []
    const value = Number(whole.replace(/\D/g, '')) + Number(groups[index + 1] ?? 0) / 100
    return [Math.min(toMinorUnits(value, shop.currency), 2 ** 31 - 1)]
  })
}

function without(query: string, { index, 0: { length } }: RegExpExecArray): string {
  return `${query.slice(0, index)} ${query.slice(index + length)}`.replace(/\s+/g, ' ').trim()
}
