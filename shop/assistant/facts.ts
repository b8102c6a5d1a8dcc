import { formatMoney } from '#lib/money.ts'
import { silentWords } from '#shop/assistant/common-words.ts'
import type { Fact } from '#shop/assistant/intents.ts'
import { finishesLike, isReplaceable, protection } from '#shop/assistant/lamp-words.ts'
import { formatWeight } from '#shop/assistant/measures.ts'
import { quote } from '#shop/assistant/quote.ts'
import type { Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

const list = new Intl.ListFormat(shop.locale, { type: 'conjunction' })
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
const all = (texts: readonly string[]) => texts.map(sentence).join(' ')
const sizes: Record<string, string> = {
  height: 'high',
  width: 'wide',
  depth: 'deep',
  diameter: 'across',
  length: 'long',
}

/** Formats measures in centimetres, such as `25 cm high, 32 cm across`. */
export function measures({ dimensions }: Product): string {
  const parts = Object.entries(dimensions).map(([name, mm]) => `${Math.round(mm) / 10} cm ${sizes[name] ?? name}`)
  return parts.join(', ')
}

/** The sentences of a lamp's description and care. */
const sentencesOf = ({ description, care }: Product) =>
  [description, ...care].flatMap((text) => text.split(/(?<=[.!?]) /))

/** Describes the protection of an IP code (IEC 60529). */
function keepsOut(lamp: Product): string {
  const { water } = protection(lamp)
  if (water >= 5) return 'It stands rain and a hose.'
  if (water === 4)
    return 'Splashes from any side do it no harm, so it may be used in a bathroom or under a roof outside.'
  return 'It is made for dry rooms: keep it away from the shower and the rain.'
}

function leftOf(stock: number): string {
  if (stock === 0) return 'is sold out'
  return stock <= 5 ? `is in stock: only ${stock} left` : `is in stock: ${stock}`
}

/** Describes the stock of all finishes. */
const stockOf = ({ name, finishes }: Product): string =>
  `${name}. ${all(finishes.map((finish) => `${finish.name} ${leftOf(finish.stock)}`))}`

const tellers: Record<Fact, (lamp: Product) => string> = {
  everything: (lamp) =>
    `${lamp.name}: ${lamp.description} ${measures(lamp)}; ${lamp.light.lumens} lm at ${lamp.light.kelvin} K. ${formatMoney(lamp.price)}.`,
  price: ({ name, price }) => `${name} costs ${formatMoney(price)}, VAT included.`,
  stock: (lamp) => `${lamp.finishes.some(({ stock }) => stock > 0) ? 'Yes' : 'No'}. ${stockOf(lamp)}`,
  finishes: ({ name, finishes }) =>
    `${name} comes in ${list.format(finishes.map((finish) => finish.name.toLowerCase()))}.`,
  dimensions: (lamp) => `${lamp.name} is ${measures(lamp)}.`,
  weight: ({ name, weightGrams }) => `${name} weighs ${formatWeight(weightGrams)}.`,
  bulb: (lamp) =>
    /integrated/i.test(lamp.light.source)
      ? `${lamp.name} has no bulb: ${lamp.light.source}. ${isReplaceable(lamp) ? 'The light can be replaced.' : 'The light is built in, for its whole life.'}`
      : `${lamp.name} takes ${lamp.light.source}.`,
  brightness: ({ name, light }) => `${name} gives ${light.lumens} lm. ${howBright(light.lumens)}`,
  'colour-temperature': ({ name, light }) =>
    `${name} shines at ${light.kelvin} K: ${howWarm(light.kelvin)}. Its colour rendering (CRI) is ${light.cri} of 100.`,
  'power-use': ({ name, light }) =>
    `${name} draws ${light.watts} W. Four hours every evening make ${Math.round((light.watts * 4 * 365) / 1000)} kWh a year.`,
  'power-supply': ({ name, light, materials }) => {
    const cell = materials.find((material) => /cell|battery/i.test(material))
    const wired = /hardwired|ceiling/i.test(light.power) && !/plug-in/i.test(light.power)
    return `${name}: ${light.power}.${cell ? ` ${cell}.` : ''}${wired ? ' That is work for an electrician.' : ''}`
  },
  cable: ({ name, materials, light }) => {
    const cable = materials.find((material) => /cable|wire/i.test(material))
    if (cable) return `${name}: ${cable}.`
    return /rechargeable/i.test(light.power)
      ? `${name} has no cable: ${light.power}.`
      : `The length of the cable of ${name} is not known. ${light.power}.`
  },
  dimming: ({ name, light }) =>
    light.dimmable
      ? `Yes, ${name} can be dimmed. ${light.control}.`
      : `No, ${name} cannot be dimmed. ${light.control}.`,
  controls: ({ name, light }) => `${name}: ${light.control}.`,
  protection: (lamp) => {
    const said = sentencesOf(lamp).filter((text) => /\b(?:rain|winter|indoors|salt|hose|bathrooms?)\b/i.test(text))
    return `${lamp.name} is ${lamp.light.ip}. ${[keepsOut(lamp), ...said].join(' ')}`
  },
  materials: ({ name, materials }) => `${name} is made of: ${materials.join('; ')}.`,
  mounting: (lamp) => {
    const { name, light } = lamp
    const said = sentencesOf(lamp).filter((text) =>
      /\b(?:install|electrician|mount|assembl|hang|fixed to|foundation|hooks|plugs straight|needs? no)/i.test(text),
    )
    return `${name}: ${light.power}. ${all(said.some((text) => /electrician|plug|need/i.test(text)) ? said : [fixing(lamp), ...said])}`
  },
  origin: ({ name, year, collection }) => `${name} is from ${year}, in the collection ${collection.name}.`,
  care: ({ name, care }) => `${name}. ${all(care)}`,
  reviews: ({ name, rating, reviews }) => {
    if (rating.count === 0) return `Nobody has written about ${name} yet.`
    const quotes = reviews
      .slice(0, 3)
      .map(({ author, rating: stars, title }) => `“${title}” (${author}, ${stars} of 5)`)
    return `${name} has ${rating.average.toFixed(1)} of 5 from ${rating.count} reviews. The latest: ${quotes.join('; ')}.`
  },
}

/** How a lamp is put up whose texts do not say it. */
const fixing = ({ light }: Product): string =>
  /plug-in|adapter|rechargeable/i.test(light.power)
    ? 'Nothing has to be fixed'
    : 'It is wired to the mains, which is work for an electrician'

function howBright(lumens: number): string {
  if (lumens <= 100) return 'Enough to find the door, not to read by.'
  if (lumens < 450) return 'A glow, and enough for a table set for two.'
  return lumens < 900 ? 'Enough to read and work by.' : 'Enough for a room.'
}

function howWarm(kelvin: number): string {
  if (kelvin <= 2300) return 'as warm as a candle'
  return kelvin <= 2700 ? 'warm, as a filament bulb was' : 'warm white, a little clearer'
}

type Details = {
  /** the finish in the question, in the shopper's words */
  finish?: string | undefined
  /** finishes that the shopper does not want */
  without?: readonly string[] | undefined
  /** whether the question is about all finishes */
  every?: boolean | undefined
  /** words of a question that no fact answers */
  about?: readonly string[] | undefined
  /** how many the shopper asks the price of */
  quantity?: number | undefined
}

/** Lists the finishes in stock that a shopper has not refused. */
function tellOtherFinishes(lamp: Product, without: readonly string[]): string {
  const refused = new Set(without.flatMap((word) => finishesLike(lamp, word)))
  const others = lamp.finishes.filter((finish) => !refused.has(finish) && finish.stock > 0)
  const names = list.format(others.map(({ name }) => name.toLowerCase()))
  const but = list.format([...refused].map(({ name }) => name.toLowerCase()))
  return others.length > 0
    ? `Besides ${but}, ${lamp.name} is in stock in ${names}.`
    : `Besides ${but}, no finish of ${lamp.name} is in stock.`
}

/** Describes one fact about a lamp in a sentence or two. */
export function tellFact(
  lamp: Product,
  fact: Fact,
  { finish, without, every, about, quantity = 1 }: Details = {},
): string {
  if (without && fact === 'finishes') return tellOtherFinishes(lamp, without)
  const said = fact === 'everything' && about ? quote(lamp, about) : null
  if (said) return `${lamp.name}: ${said}`
  // The whole description is no answer to a question about something that it does not have.
  if (fact === 'everything' && about?.some((word) => !silentWords.has(word)))
    return `Its texts say nothing about that. ${tellers.everything(lamp)}`
  if (fact === 'stock' && every)
    return `${lamp.finishes.every(({ stock }) => stock > 0) ? 'Yes, all of them' : 'No, not all of them'}. ${stockOf(lamp)}`
  if (fact === 'price' && quantity > 1) {
    const { price } = lamp
    const sum = formatMoney({ ...price, amount: price.amount * quantity })
    return `${quantity} × ${lamp.name} cost ${sum}, VAT included: ${formatMoney(price)} each.`
  }
  if (!finish) return tellers[fact](lamp)
  const word = finish.replaceAll('-', ' ')
  const asked = finishesLike(lamp, word)
  const [first] = asked
  if (!first) return `No, ${lamp.name} is not made in ${word}. ${tellers.finishes(lamp)}`
  if (fact === 'stock' || fact === 'finishes') {
    const told = asked.map(({ name, stock }) => `${lamp.name} in ${name.toLowerCase()} ${leftOf(stock)}`)
    return `${asked.some(({ stock }) => stock > 0) ? 'Yes' : 'No'}. ${all(told)}`
  }
  if (fact === 'price')
    return `${lamp.name} in ${first.name.toLowerCase()} costs ${formatMoney(first.price)}, VAT included.`
  return tellers[fact](lamp)
}

/** Returns the rows of a comparison, with one value for each lamp. */
export function compareLamps(lamps: readonly Product[]): { name: string; values: string[] }[] {
  const rows: [string, (lamp: Product) => string][] = [
    ['Price', ({ price }) => formatMoney(price)],
    ['Size', measures],
    ['Weight', ({ weightGrams }) => formatWeight(weightGrams)],
    ['Light', ({ light }) => `${light.lumens} lm, ${light.kelvin} K`],
    ['Power', ({ light }) => light.power],
    ['Control', ({ light }) => light.control],
    ['Protection', ({ light }) => light.ip],
    ['Reviews', ({ rating }) => (rating.count > 0 ? `${rating.average.toFixed(1)} of 5` : 'none yet')],
  ]
  return rows.map(([name, value]) => ({ name, values: lamps.map(value) }))
}

/** Summarises a comparison in a sentence: names each lamp with the field in which it is best. */
export function concludeComparison(lamps: readonly Product[]): string {
  const first = (value: (lamp: Product) => number) => lamps.toSorted((a, b) => value(a) - value(b))[0]?.name ?? ''
  const merits = [
    [first(({ price }) => price.amount), 'costs least'],
    [first(({ light }) => -light.lumens), 'gives the most light'],
    [first(({ dimensions }) => Math.max(...Object.values(dimensions))), 'takes the least room'],
  ] as const
  const names = [...new Set(merits.map(([name]) => name))]
  const parts = names.map(
    (name) => `${name} ${list.format(merits.filter(([who]) => who === name).map(([, merit]) => merit))}`,
  )
  return `${parts.join('; ')}.`
}
