import { formatMoney, toMinorUnits } from '#lib/money.ts'
import { finishesLike } from '#shop/assistant/lamp-words.ts'
import type { Wish } from '#shop/assistant/read.ts'
import type { Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

/** The number of lamps in a list. */
export const most = 6

/** Says that the finish which a wish asks for is sold out in every lamp of a list; null when it is not. */
export function soldOutIn(lamps: readonly Product[], { finish }: Wish): string | null {
  const wanted = finish ? lamps.flatMap((lamp) => finishesLike(lamp, finish).map((one) => ({ lamp, one }))) : []
  if (wanted.length === 0 || wanted.some(({ one }) => one.stock > 0)) return null
  const names = wanted.map(({ lamp, one }) => `${lamp.name} in ${one.name.toLowerCase()}`)
  return `No, not at the moment: ${listFormat.format(names)} ${names.length === 1 ? 'is' : 'are'} sold out.`
}

/** Says the fields of a wish that no lamp fits, as the end of "nothing like that is". */
function sayWish(wish: Wish, given_up: readonly (keyof Wish)[]): string {
  const price = (amount = 0) => formatMoney({ amount: toMinorUnits(amount, shop.currency), currency: shop.currency })
  const said: { [Field in keyof Wish]-?: () => string } = {
    query: () => `“${wish.query}”`,
    words: () => listFormat.format((wish.words ?? []).map((word) => `“${word}”`)),
    finish: () => wish.finish ?? '',
    without: () => `other than ${listFormat.format(wish.without ?? [])}`,
    withoutWords: () => `without ${listFormat.format(wish.withoutWords ?? [])}`,
    warm: () => (wish.warm ? 'warm' : 'cold'),
    brightness: () =>
      ({ soft: 'as soft', medium: 'of that brightness', bright: 'as bright' })[wish.brightness ?? 'medium'],
    dimmable: () => (wish.dimmable ? 'dimmable' : 'without dimming'),
    room: () => `for the ${(wish.room ?? '').replace('-', ' ').replace('childs', 'child’s')}`,
    power: () => powers[wish.power ?? 'mains'],
    bulb: () => 'with that bulb',
    rainproof: () => 'safe in the rain',
    drilling: () => (wish.drilling ? 'fixed with screws' : 'free of drilling'),
    limits: () => (wish.limits?.every(({ of }) => of === 'price') ? 'at that price' : 'like that in numbers'),
    minPrice: () => `over ${price(wish.minPrice)}`,
    maxPrice: () => `under ${price(wish.maxPrice)}`,
    category: () => 'of that kind',
    collection: () => 'in that collection',
    sort: () => '',
    single: () => '',
  }
  return listFormat.format(given_up.map((field) => said[field]()))
}
const powers: Record<NonNullable<Wish['power']>, string> = {
  rechargeable: 'rechargeable',
  plug: 'made to plug in',
  hardwired: 'hardwired',
  ceiling: 'made for the ceiling',
  usb: 'powered by USB',
  mains: 'on the mains',
  electrician: 'for an electrician',
}
const orders: Record<NonNullable<Wish['sort']>, string> = {
  cheapest: 'cheapest first',
  dearest: 'most expensive first',
  brightest: 'brightest first',
  smallest: 'smallest first',
  largest: 'largest first',
  tallest: 'tallest first',
  newest: 'newest first',
  'best-rated': 'best rated first',
  lightest: 'lightest first',
  heaviest: 'heaviest first',
  'longest-lasting': 'longest on one charge first',
  'most-efficient': 'least power first',
  warmest: 'warmest light first',
  coldest: 'coldest light first',
  oldest: 'oldest first',
  truest: 'truest colours first',
}

/** The answer when no lamp of a wish suits a situation: then the lamps of the wish are shown. */
export const noneSuits = 'No, none of that kind suits that. These come closest.'

/** Says that no lamp is what the words say. @param shown how many other lamps the answer shows */
export function notDescribed(words: readonly string[], shown: number): string {
  const said = listFormat.format(words.map((word) => `“${word}”`))
  const text = `No, I find no lamp that is described as ${said}.`
  return shown > 0 ? `${text} ${shown === 1 ? 'This one comes' : 'These come'} closest.` : `${text} We sell lamps only.`
}

/** Introduces the whole catalogue. @param count all lamps for sale, of which `lamps` may be a part */
export function sumUpAll(lamps: readonly Product[], count: number): string {
  const kinds = new Map(lamps.map(({ category }) => [category.slug, category.name]))
  return `We have ${count} lamps: ${listFormat.format([...kinds.values()].map((name) => name.toLowerCase()))}.`
}

/** Says how many lamps a search has found, and what it had to drop. */
export function sumUp(
  count: number,
  given_up: readonly (keyof Wish)[],
  { ...wish }: Wish,
  lost: readonly string[] = [],
): string {
  if (lost.length > 0) wish.words = [...lost]

  if (given_up.length > 0 && count === 0) {
    return `No, none of our lamps is ${sayWish(wish, given_up)}. Describe it in other words, or ask for a person.`
  }
  if (given_up.length > 0) {
    return `No, nothing like that is ${sayWish(wish, given_up)}. ${count === 1 ? 'This one comes' : 'These come'} closest.`
  }
  if (count === 1) return 'One lamp fits.'
  const first = count > most ? ` Here are the first ${numbers[most]}.` : ''
  const many = numbers[count] ?? String(count)
  return `${many.charAt(0).toUpperCase()}${many.slice(1)} lamps ${wish.sort ? `fit, ${orders[wish.sort]}` : 'fit'}.${first}`
}

const numbers = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')
const listFormat = new Intl.ListFormat(shop.locale, { type: 'conjunction' })
