import { toMinorUnits } from '#lib/money.ts'
import { matchesColour } from '#shop/assistant/colour-words.ts'
import type { IntentInput, Room } from '#shop/assistant/intents.ts'
import { plain, singular } from '#shop/assistant/text.ts'
import type { Finish, Product } from '#shop/catalog/types.ts'

type Wish = IntentInput<'find-lamps'>
type Field = keyof Wish

export type Found = {
  lamps: readonly Product[]
  /** fields that the search dropped, because no lamp matched them together with the rest */
  given_up: readonly Field[]
}

/** Digits of an IP code (IEC 60529): protection against dust and against water. */
export function protection({ light }: Product): { dust: number; water: number } {
  const [, dust = '0', water = '0'] = /IP(\d)(\d)/.exec(light.ip) ?? []
  return { dust: Number(dust), water: Number(water) }
}

const isRechargeable = ({ light }: Product) => /rechargeable/i.test(light.power)
const hasTag = (lamp: Product, ...tags: string[]) => tags.some((tag) => lamp.tags.includes(tag))
const isKind = (lamp: Product, ...slugs: string[]) => slugs.includes(lamp.categorySlug)

/** The lamps that suit each room. Wet rooms accept protected lamps only. */
const inRoom: Record<Room, (lamp: Product) => boolean> = {
  bedroom: (lamp) => hasTag(lamp, 'bedside', 'bedroom', 'reading') && protection(lamp).water < 4,
  'living-room': (lamp) =>
    isKind(lamp, 'floor') || hasTag(lamp, 'living room', 'ambient', 'armchair', 'corner', 'statement', 'gift'),
  'dining-room': (lamp) => hasTag(lamp, 'dining', 'dinner') || isKind(lamp, 'pendant'),
  kitchen: (lamp) => isKind(lamp, 'pendant') || hasTag(lamp, 'clip', 'dining'),
  hallway: (lamp) => hasTag(lamp, 'hallway', 'motion sensor') || (isKind(lamp, 'wall') && hasTag(lamp, 'indirect')),
  bathroom: (lamp) => protection(lamp).water >= 4 && isKind(lamp, 'wall'),
  'childs-room': (lamp) => hasTag(lamp, 'children') || (isKind(lamp, 'night') && protection(lamp).water < 4),
  study: (lamp) => isKind(lamp, 'desk') || hasTag(lamp, 'task', 'library'),
  outdoors: (lamp) => protection(lamp).water >= 4 && hasTag(lamp, 'outdoor', 'garden', 'path'),
}

const isBright: Record<NonNullable<Wish['brightness']>, (lumens: number) => boolean> = {
  soft: (lumens) => lumens <= 250,
  medium: (lumens) => lumens > 250 && lumens < 700,
  bright: (lumens) => lumens >= 700,
}

const isPowered: Record<NonNullable<Wish['power']>, RegExp> = {
  rechargeable: /rechargeable/i,
  plug: /plug-in|adapter/i,
  hardwired: /hardwired/i,
  ceiling: /ceiling/i,
  usb: /usb/i,
}

/** Lists the finishes of a lamp that match a colour or a word of their name. */
export function finishesLike(lamp: Product, word: string): Finish[] {
  const wanted = plain(word)
  const words = wanted.split(' ')
  const named = lamp.finishes.filter(({ name }) => {
    const has = plain(name).split(' ')
    return words.every((one) => has.includes(one))
  })
  return named.length > 0 ? named : lamp.finishes.filter(({ hex }) => matchesColour(hex, wanted))
}

const kinds: Record<string, RegExp> = {
  wood: /\b(oak|walnut|bamboo|wood|pine)\b/i,
  metal: /\b(steel|brass|aluminium|iron)\b/i,
}

function hasWord(lamp: Product, word: string): boolean {
  const facts = [...lamp.tags, ...lamp.materials, ...lamp.finishes.map(({ name }) => name)]
  const kind = kinds[word]
  if (kind) return facts.some((text) => kind.test(text))
  const texts = plain([...facts, lamp.tagline, lamp.description].join(' ')).split(' ')
  return texts.some((one) => singular(one) === word)
}

const tests: { [Wanted in Field]-?: (lamp: Product, value: NonNullable<Wish[Wanted]>) => boolean } = {
  category: (lamp, slug) => lamp.categorySlug === slug,
  room: (lamp, room) => inRoom[room](lamp),
  words: (lamp, words) => words.every((word) => hasWord(lamp, word)),
  finish: (lamp, word) => finishesLike(lamp, word).length > 0,
  brightness: ({ light }, wanted) => isBright[wanted](light.lumens),
  warm: ({ light }, wanted) => !wanted || light.kelvin <= 2700,
  dimmable: ({ light }, wanted) => light.dimmable === wanted,
  power: ({ light }, wanted) => isPowered[wanted].test(light.power),
  minPrice: ({ price }, least) => price.amount >= toMinorUnits(least, price.currency),
  maxPrice: ({ price }, most) => price.amount <= toMinorUnits(most, price.currency),
  sort: () => true,
}

const volume = ({ dimensions }: Product) => Math.max(...Object.values(dimensions))
const orders: Record<NonNullable<Wish['sort']>, (lamp: Product) => number> = {
  cheapest: ({ price }) => price.amount,
  dearest: ({ price }) => -price.amount,
  brightest: ({ light }) => -light.lumens,
  smallest: volume,
  largest: (lamp) => -volume(lamp),
  newest: ({ year }) => -year,
  'best-rated': ({ rating }) => -rating.average,
}

/** The order in which the search drops fields when nothing matches: first how a lamp looks, then what it must do. */
const dropOrder: readonly Field[] = [
  'words',
  'finish',
  'warm',
  'brightness',
  'dimmable',
  'minPrice',
  'room',
  'power',
  'maxPrice',
  'category',
]

/**
 * Lists the lamps that match, best first. If none does, drops one field after another until some do, and names those fields.
 * @param lamps the catalogue, in the shop's order
 */
export function searchLamps(lamps: readonly Product[], wish: Wish): Found {
  const given_up: Field[] = []
  let left = wish
  let fitting = filter(lamps, left)
  for (const field of dropOrder) {
    if (fitting.length > 0) break
    if (left[field] === undefined) continue
    left = { ...left, [field]: undefined }
    given_up.push(field)
    fitting = filter(lamps, left)
  }
  const order = wish.sort ? orders[wish.sort] : (lamp: Product) => -closeness(lamp, wish)
  return { lamps: fitting.toSorted((a, b) => order(a) - order(b)), given_up }
}

function filter(lamps: readonly Product[], wish: Wish): Product[] {
  const fields = Object.keys(wish) as Field[]
  return lamps.filter((lamp) =>
    fields.every(
      (field) =>
        wish[field] === undefined || (tests[field] as (lamp: Product, value: unknown) => boolean)(lamp, wish[field]),
    ),
  )
}

/** A match in a lamp's tags counts more than one in its description; sold-out lamps come last. */
function closeness(lamp: Product, { words = [] }: Wish): number {
  const tagged = words.filter((word) => plain(lamp.tags.join(' ')).split(' ').map(singular).includes(word)).length
  return tagged * 2 - Number(lamp.finishes.every(({ stock }) => stock === 0)) * 10 + Number(isRechargeable(lamp)) * 0.1
}
