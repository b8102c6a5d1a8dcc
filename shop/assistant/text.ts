import { signOf } from '#lib/money.ts'
import { shorthand } from '#shop/assistant/lexicon-words.ts'
import { shop } from '#shop.config.ts'

// Normalises messages, so that their words can be compared.

const numbers: ReadonlyMap<string, number> = new Map(
  [
    'two three four five six seven eight nine ten eleven twelve'
      .split(' ')
      .map((word, index) => [word, index + 2] as const),
    'twenty thirty forty fifty sixty seventy eighty ninety'
      .split(' ')
      .map((word, index) => [word, (index + 2) * 10] as const),
  ].flat(),
)

const prefix = shop.orderPrefix.toLowerCase()
const orderNumber = new RegExp(String.raw`#?\b${prefix}[\s-]?(\d{2,9})\b`, 'g')

// Names of the shop's currency: its sign, its code, and the last word of its name, such as franc of Swiss franc.
const sign = signOf(shop.currency)
  .toLowerCase()
  .replace(/[^\p{Letter}]/gu, '\\$&')
const currencyName = new Intl.DisplayNames('en', { type: 'currency' }).of(shop.currency.toUpperCase()) ?? ''
const coin = `${shop.currency}|${currencyName.toLowerCase().split(' ').at(-1)}s?`

/**
 * Returns a message in lower case, without punctuation, and with one spelling for each thing: `€ 50` and `50,-` become
 * `50 euro`, `1.000` and `1k` become `1000` (`euro` stands for the shop's currency, whatever it is), `two hundred` becomes `200`, `#nl 10023` `nl10023`, `what's` `what is`.
 */
export function plain(message: string): string {
  const text = message
    .normalize('NFKC')
    // In small letters, US and U.K. would be other words.
    .replace(/\bU\.?S\.?(?:A\.?)?(?![\p{Letter}])/gu, 'usa')
    .replace(/\bU\.?K\.?(?![\p{Letter}])/gu, 'uk')
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\b(what|where|who|how|that|it|there|here|when)'s\b|\b(what|where|how)s\b/g, '$1$2 is')
    .replace(/\b(?:don|doesn|isn|can|won|hasn|haven|didn|wouldn)'t\b/g, (word) => word.replace("'", ''))
    .replace(/'ve\b/g, ' have')
    .replace(/\bw\/\s*/g, 'with ')
    .replace(/'/g, '')
    .replace(/(\d)\s*[-–]\s*(?=\d)/g, '$1 to ')
    .replace(/(?<![\d.,])(\d{1,3})(?:(?:[.,]\d{3}|\s000))+(?!\d)(?!\s*(?:m|k)\b)/g, (amount) =>
      amount.replace(/\D/g, ''),
    )
    .replace(/(?<=[a-z] )4 (?=(?:my|the|a|desk|reading|kids?|bed\w*|office|garden|home|table|baby|work)\b)/g, 'for ')
    .replace(/\bwith out\b/g, 'without')
    .replace(/\b(less|more|\w{3,}er) then\b/g, '$1 than')
    .replace(/\bx ?(\d{1,2})\b/g, '$1 x')
    .replace(
      /\b(heavier|lighter|bigger|smaller|taller|larger|brighter|warmer|cheaper|higher|longer|wider|better) as (?!well|a\b|possible)/g,
      '$1 than ',
    )
    .replace(/\b(less|more) as (?=\D?\d)/g, '$1 than ')
    .replace(/\bmore (cheap|expensive|bright|heavy|big|small|warm) as\b/g, 'more $1 than')
    // Learners write "more tall" for taller; "more bright light" stays.
    .replace(
      /\b(more|most) (tall|high|heavy|cheap|bright|small|big|large|wide|narrow|short|low|dark|strong|warm|cold|long|slim|thin)\b/g,
      (_all, more: string, word: string) => gradeOf(word, more === 'more' ? 'er' : 'est'),
    )
    .replace(
      /(?<=\b(?:i|we|if|when|can|to|would|will|want) )(?:bye(?= \w)|by(?=(?: \S+)* \S*\d| (?:it|this|that|one|two|three|four|a|the)\b))/g,
      'buy',
    )
    .replace(/\bbying\b/g, 'buying')
    .replace(/\bful(?= powe?r| bright| light)/g, 'full')
    .replace(/\bhaf(?= powe?r| bright| light)/g, 'half')
    // "Foreman yes, but red no".
    .replace(/\bbut ([a-z]+(?: [a-z]+)?) no[.!]?\s*$/g, 'but not $1')
    .replace(/\bhalf (?:a )?dozen\b/g, '6')
    .replace(/\b(?:a )?dozen\b/g, '12')
    .replace(/\ba hundred\b/g, '100')
    .replace(orderNumber, ` ${prefix}$1 `)
    .replace(new RegExp(String.raw`<\s*(?=${sign}|\d)`, 'g'), ' under ')
    .replace(new RegExp(String.raw`>\s*(?=${sign}|\d)`, 'g'), ' over ')
    .replace(/(\d)[.,](?:00|-+)(?!\d)/g, '$1 euro ')
    .replace(new RegExp(String.raw`(?:${sign}|\b(?:${coin})\b)\s*(\d+(?:[.,]\d{1,2})?)`, 'g'), ' $1 euro ')
    .replace(new RegExp(String.raw`(\d+(?:[.,]\d{1,2})?)\s*(?:${sign}|(?:${coin}|bucks)\b)`, 'g'), ' $1 euro ')
    .replace(/\b(\d{1,2}) ?k\b/g, '$1000')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/(\d)(?=[a-z])/g, '$1 ')
    .replace(/[^a-z0-9.]+/g, ' ')
    .replace(/\.(?!\d)/g, ' ')
  const words = text.split(' ').filter(Boolean)
  return spellNumbers(words.flatMap((word) => shorthand.get(word)?.split(' ') ?? word))
    .join(' ')
    .replace(new RegExp(String.raw`(\d) (?:${coin}|bucks)\b`, 'g'), '$1 euro')
}

/** The comparative or the superlative of an adjective: `heavier`, `biggest`. */
function gradeOf(word: string, ending: 'er' | 'est'): string {
  const stem = word.replace(/y$/, 'i').replace(/(?<=^bi|^sli|^thi)[gmn]$/, '$&$&')
  return stem.endsWith('e') ? stem + ending.slice(1) : stem + ending
}

/** Replaces number words by digits. Keeps `one`, which mostly means a lamp. */
function spellNumbers(words: string[]): string[] {
  const spelled: string[] = []
  for (const word of words) {
    const last = spelled.at(-1) ?? ''
    const value = numbers.get(word)
    if (word === 'hundred') {
      if (/^\d$/.test(last)) spelled[spelled.length - 1] = `${last}00`
      else spelled.push('100')
    } else if (value !== undefined && value < 10 && /^[2-9]0$/.test(last)) {
      spelled[spelled.length - 1] = String(Number(last) + value)
    } else if (value !== undefined) spelled.push(String(value))
    else spelled.push(word)
  }
  return spelled
}

/** Returns the singular of a word: `lamps` becomes `lamp`, `cherries` `cherry`; `glass` stays. */
export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ch|sh|x)es$/.test(word)) return word.slice(0, -2)
  return word.endsWith('s') ? word.slice(0, -1) : word
}

/**
 * Counts the letters to insert, delete, replace or swap with their neighbour to turn one word into another
 * (optimal string alignment); `most` + 1 when the distance is greater than `most`.
 */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let previous = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1]
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + Number(!same),
      )
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (row > 1 && column > 1 && swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    before = previous
    previous = current
  }
  return Math.min(previous[other.length] ?? 0, most + 1)
}
