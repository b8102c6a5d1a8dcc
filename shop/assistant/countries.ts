import { farAway, towns } from '#shop/assistant/lexicon-words.ts'
import { plain } from '#shop/assistant/text.ts'
import { shop } from '#shop.config.ts'

const codes =
  'AD AE AL AR AT AU BA BE BG BR BY CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU IE IL IN IS IT JP KE KR LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI SK SM TH TN TR TW UA US VN ZA'
const english = new Intl.DisplayNames('en', { type: 'region' })

/** Says the name of a country as a sentence has it: `the Netherlands`, `Ireland`. */
export function nameCountry(code: string): string {
  const name = english.of(code) ?? code
  return ['GB', 'NL', 'US', 'AE', 'PH', 'CZ'].includes(code) && name !== 'Czechia' ? `the ${name}` : name
}

const named = [...new Set([...codes.split(' '), ...shop.delivery.countries])].map((code) => {
  const names = [plain(english.of(code) ?? code), ...(towns[code]?.split('|') ?? [])]
  return { code, said: new RegExp(String.raw`\b(?:${names.join('|')})\b`), names }
})
const elsewhere = new RegExp(String.raw`\b(?:${farAway})\b`)

/** The words of countries' names, for the correction of typing errors. A town's name is too near to other words. */
export const countryWords: readonly string[] = named.flatMap(({ names: [name = ''] }) =>
  /^[a-z]{5,}$/.test(name) ? [name] : [],
)

/** Names of towns and short names of countries: they are no typing errors. */
export const placeWords: readonly string[] = named.flatMap(({ names }) => names).flatMap((name) => name.split(' '))

/** Returns the ISO 3166 code of the country or of the town in a plain text; `elsewhere` for "worldwide"; null for neither. */
export function findCountry(text: string): string | null {
  const found = named.find(({ said }) => said.test(text))
  return found?.code ?? (elsewhere.test(text) ? 'elsewhere' : null)
}
