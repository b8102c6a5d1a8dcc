import { toMinorUnits } from '#lib/money.ts'
import { isColour } from '#shop/assistant/colour-words.ts'
import type { IntentInput, Room } from '#shop/assistant/intents.ts'
import {
  factsOf,
  finishesLike,
  hasBulb,
  hasFact,
  hasWord,
  isReplaceable,
  kinds,
  plainName,
  plainOf,
  protection,
} from '#shop/assistant/lamp-words.ts'
import { measures, ranked } from '#shop/assistant/measures.ts'
import { plain, singular } from '#shop/assistant/text.ts'
import type { Finish, Product } from '#shop/catalog/types.ts'

type Wish = IntentInput<'find-lamps'>
type Field = keyof Wish

export type Found = {
  lamps: readonly Product[]
  /** fields that the search dropped, because no lamp matched them together with the rest */
  given_up: readonly Field[]
  /** of the words of the wish, those that were dropped */
  lost?: readonly string[]
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
  mains: /^(?!.*rechargeable)/i,
  electrician: /^(?!.*plug-in).*(?:hardwired|ceiling)/i,
}

/** Whether a lamp is what a shopper does not want: of a category, for a room, of a power, or in that colour only. */
function isUnwanted(lamp: Product, word: string): boolean {
  if (Object.hasOwn(inRoom, word)) return inRoom[word as Room](lamp)
  // "Plug-in or hardwired" has a choice.
  if (Object.hasOwn(isPowered, word)) {
    return isPowered[word as keyof typeof isPowered].test(lamp.light.power) && !/ or /.test(lamp.light.power)
  }
  return lamp.categorySlug === word || lamp.slug === word || finishesLike(lamp, word).length === lamp.finishes.length
}

/** Puts the finishes that a wish asks for first, and those that it excludes last. The cards choose the first that is in stock. */
export function presetFinishes(lamp: Product, { finish, without = [] }: Pick<Wish, 'finish' | 'without'>): Product {
  const wanted = finish ? finishesLike(lamp, finish) : []
  const unwanted = without.flatMap((word) => finishesLike(lamp, word))
  const rank = (one: Finish) => Number(unwanted.includes(one)) - Number(wanted.includes(one))
  return { ...lamp, finishes: lamp.finishes.toSorted((a, b) => rank(a) - rank(b)) }
}

const isWithin = (value: number | null, { least, most }: { least?: number | undefined; most?: number | undefined }) =>
  value !== null && value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY)

const tests: { [Wanted in Field]-?: (lamp: Product, value: NonNullable<Wish[Wanted]>) => boolean } = {
  category: (lamp, slug) => lamp.categorySlug === slug,
  collection: (lamp, slug) => lamp.collectionSlug === slug,
  room: (lamp, room) => inRoom[room](lamp),
  words: (lamp, words) => words.every((word) => hasWord(lamp, word)),
  // findLamps has the shop's search read it.
  query: () => true,
  finish: (lamp, word) => finishesLike(lamp, word).length > 0,
  without: (lamp, words) => !words.some((word) => isUnwanted(lamp, word)),
  brightness: ({ light }, wanted) => isBright[wanted](light.lumens),
  warm: ({ light }, wanted) => light.kelvin <= 2700 === wanted,
  dimmable: ({ light }, wanted) => light.dimmable === wanted,
  power: ({ light }, wanted) => isPowered[wanted].test(light.power),
  withoutWords: (lamp, words) => !words.some((word) => hasFact(lamp, word)),
  bulb: (lamp, wanted) => (wanted === 'replaceable' ? isReplaceable(lamp) : hasBulb[wanted].test(lamp.light.source)),
  rainproof: (lamp, wanted) => protection(lamp).water >= 4 === wanted,
  drilling: ({ light, categorySlug }, wanted) =>
    (/hardwired|ceiling/i.test(light.power) || categorySlug === 'wall') === wanted,
  limits: (lamp, limits) => limits.every((limit) => isWithin(measures[limit.of].of(lamp), limit)),
  minPrice: ({ price }, least) => price.amount >= toMinorUnits(least, price.currency),
  maxPrice: ({ price }, most) => price.amount <= toMinorUnits(most, price.currency),
  sort: () => true,
  single: () => true,
}

const sorted: Record<NonNullable<Wish['sort']>, (lamps: readonly Product[]) => Product[]> = {
  cheapest: (lamps) => ranked(lamps, 'price', false),
  dearest: (lamps) => ranked(lamps, 'price', true),
  brightest: (lamps) => ranked(lamps, 'lumens', true),
  smallest: (lamps) => ranked(lamps, 'size', false),
  tallest: (lamps) => ranked(lamps, 'height', true),
  largest: (lamps) => ranked(lamps, 'size', true),
  newest: (lamps) => lamps.toSorted((a, b) => b.year - a.year),
  'best-rated': (lamps) => ranked(lamps, 'stars', true),
  lightest: (lamps) => ranked(lamps, 'weight', false),
  heaviest: (lamps) => ranked(lamps, 'weight', true),
  'longest-lasting': (lamps) => ranked(lamps.filter(isRechargeable), 'hours', true),
  'most-efficient': (lamps) => ranked(lamps, 'watts', false),
  warmest: (lamps) => ranked(lamps, 'kelvin', false),
  coldest: (lamps) => ranked(lamps, 'kelvin', true),
  oldest: (lamps) => ranked(lamps, 'year', false),
  truest: (lamps) => ranked(lamps, 'cri', true),
}

/** The order in which the search drops fields when nothing matches: first how a lamp looks, then what it must do. */
const dropOrder: readonly Field[] = [
  'words',
  'finish',
  'warm',
  'brightness',
  'bulb',
  'dimmable',
  'limits',
  'withoutWords',
  'without',
  'minPrice',
  'room',
  'drilling',
  'power',
  'rainproof',
  'collection',
  'maxPrice',
  'category',
]

/** Whether a lamp is all that a wish says, such as for a question that is answered with yes or no. */
export const isLike = (lamp: Product, wish: Wish): boolean => filter([lamp], wish).length > 0

/**
 * Lists the lamps that match, best first. If none does, drops one field after another until some do, and names those fields.
 * A word that names no whole finish, such as cork, is a material too. Lamps of which the wanted finish is sold out are left out
 * unless there are no others.
 * @param lamps the catalogue, in the shop's order
 */
export function searchLamps(lamps: readonly Product[], wish: Wish): Found {
  const given_up: Field[] = []
  const made = asMaterial(lamps, wish)
  if (made) return { lamps: inOrder(made, wish), given_up }
  let left = wish
  let fitting = filter(lamps, left)
  for (const field of dropOrderOf(wish)) {
    if (fitting.length > 0) break
    if (left[field] === undefined) continue
    const fewer = field === 'words' ? withFewerWords(lamps, left) : null
    if (fewer) return { ...searchLamps(lamps, fewer), given_up: ['words'], lost: wordsWithout(wish, fewer) }
    left = { ...left, [field]: undefined }
    given_up.push(field)
    fitting = filter(lamps, left)
  }
  const { finish, words = [] } = left
  fitting = inOneText(fitting, words)
  const inStock = finish ? fitting.filter((lamp) => finishesLike(lamp, finish).some(({ stock }) => stock > 0)) : fitting
  return { lamps: inOrder(inStock.length > 0 ? inStock : fitting, wish), given_up }
}

/** A wish without one or two of its words, such that lamps fit; null when none fits even then. */
function withFewerWords(lamps: readonly Product[], wish: Wish): Wish | null {
  const { words = [] } = wish
  if (words.length < 2) return null
  const shorter = words.map((dropped) => ({ ...wish, words: words.filter((word) => word !== dropped) }))
  const fits = shorter.find((one) => filter(lamps, one).length > 0)
  return fits ?? shorter.map((one) => withFewerWords(lamps, one)).find((one) => one !== null) ?? null
}
const wordsWithout = ({ words = [] }: Wish, fewer: Wish) => words.filter((word) => !fewer.words?.includes(word))

/** Of lamps that have some words, keeps those that have all of them in one text, if any: "opal glass" is not opal and glass. */
function inOneText(lamps: readonly Product[], words: readonly string[]): Product[] {
  const together = lamps.filter((lamp) =>
    factsOf(lamp).some((text) => words.every((word) => text.split(' ').map(singular).includes(word))),
  )
  return words.length > 1 && together.length > 0 ? together : [...lamps]
}

const isWet = (room: Room) => room === 'bathroom' || room === 'outdoors'
/** A lamp of another kind may do for a wet room; a lamp that must stay dry does not. */
const wetDropOrder: readonly Field[] = [
  ...dropOrder.filter((field) => field !== 'room' && field !== 'category'),
  'category',
  'room',
]

/** Of a lamp with a battery, where it stands matters less: no other lamp does without a socket. */
const cordlessDropOrder: readonly Field[] = [
  ...dropOrder.filter((field) => field !== 'power' && field !== 'category'),
  'category',
  'power',
]

/** "A pink table lamp for a girl's room": what a lamp is comes before the room. */
const describedDropOrder: readonly Field[] = ['room', ...dropOrder.filter((field) => field !== 'room')]

function dropOrderOf({ room, power, category, finish, words }: Wish): readonly Field[] {
  const isMaterial = words?.some((word) => kinds.has(word)) ?? false
  if (room && !isWet(room) && ((category && finish) || isMaterial)) return describedDropOrder
  if (room && isWet(room)) return wetDropOrder
  return power === 'rechargeable' ? cordlessDropOrder : dropOrder
}

/** Lists the lamps that are made of what a wish names as a finish; null when it names a whole finish that some lamp has. */
function asMaterial(lamps: readonly Product[], wish: Wish): Product[] | null {
  const { finish, ...rest } = wish
  if (!finish) return null
  const isWhole = lamps.some((lamp) => lamp.finishes.some((one) => plainName(one) === finish)) || isColour(finish)
  const finished = isWhole ? filter(lamps, wish) : []
  const made = filter(lamps, { ...rest, words: [...(wish.words ?? []), finish] })
  if (finished.length === 0) return made.length > 0 ? made : null
  // A lamp of walnut or travertine need not have a finish of that name. Of metals, most lamps have a knob or a ring.
  const all = new Set([...finished, ...made.filter((lamp) => isBody(lamp, finish))])
  return all.size > finished.length ? [...all] : null
}

/** Whether a lamp has a part that is only of this wood or stone, such as `Walnut`, beside small ones as a `Solid oak disc`. */
const isBody = ({ materials }: Product, word: string) =>
  ['wood', 'stone'].some((kind) => kinds.get(kind)?.test(word)) && materials.some((text) => plain(text) === word)

function inOrder(lamps: readonly Product[], wish: Wish): Product[] {
  return wish.sort ? sorted[wish.sort](lamps) : lamps.toSorted((a, b) => closeness(b, wish) - closeness(a, wish))
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

/** A match in a lamp's tags or in the name of a finish counts more than one in its description; sold-out lamps come last. */
function closeness(lamp: Product, { words = [], finish }: Wish): number {
  const tags = plainOf(lamp.tags, () => lamp.tags).flatMap((text) => text.split(' ').map(singular))
  const tagged = words.filter((word) => tags.includes(word)).length
  const names = lamp.finishes.map(plainName)
  const named = finish
    ? Number(names.some((name) => name.split(' ').includes(finish))) + Number(names.includes(finish))
    : 0
  const soldOut = lamp.finishes.every(({ stock }) => stock === 0)
  return tagged * 2 + named - Number(soldOut) * 10 + Number(isRechargeable(lamp)) * 0.1
}
