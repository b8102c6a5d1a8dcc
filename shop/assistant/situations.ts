import type { IntentInput, Situation } from '#shop/assistant/intents.ts'
import { protection } from '#shop/assistant/lamp-words.ts'
import { isLike } from '#shop/assistant/search.ts'
import type { Product } from '#shop/catalog/types.ts'

export type Recommendation = { lamp: Product; reason: string }

type Judge = {
  /** how well a lamp suits; 0 or less means not at all */
  score(lamp: Product): number
  /** the reason as a sentence, from the lamp's own facts */
  reason(lamp: Product): string
}

const tagged = ({ tags }: Product, ...wanted: string[]) => Number(wanted.some((tag) => tags.includes(tag)))
const kind = ({ categorySlug }: Product, ...slugs: string[]) => Number(slugs.includes(categorySlug))
const rechargeable = ({ light }: Product) => Number(/rechargeable/i.test(light.power))
const plugged = ({ light }: Product) => Number(/plug-in|adapter/i.test(light.power))
const dry = (lamp: Product) => Number(protection(lamp).water < 4)
const hours = ({ light }: Product) => light.power.replace(/^Rechargeable,\s*/i, '').replace(/^USB-C,\s*/, '')

const judges: Record<Situation, Judge> = {
  'reading-in-bed': {
    score: (lamp) =>
      tagged(lamp, 'bedside') * 2 +
      tagged(lamp, 'swing arm', 'reading', 'clip') * 2 +
      dry(lamp) * 0.1 -
      Number(lamp.light.lumens < 200) -
      1,
    reason: ({ light }) =>
      `${light.lumens} lm that you can turn down (${lower(light.control)}), so the other half of the bed stays dark.`,
  },
  'reading-in-a-chair': {
    score: (lamp) => tagged(lamp, 'reading', 'armchair') * 3 + kind(lamp, 'floor') - Number(lamp.light.lumens < 500),
    reason: ({ light, dimensions }) =>
      `${light.lumens} lm from ${centimetres(dimensions.height)} up, colours true to ${light.cri} of 100.`,
  },
  'falling-asleep': {
    score: (lamp) =>
      tagged(lamp, 'children', 'timer') * 3 +
      tagged(lamp, 'timer') -
      1 +
      rechargeable(lamp) * dry(lamp) -
      Number(lamp.light.lumens > 120) * 3,
    reason: ({ light }) => `Only ${light.lumens} lm at ${light.kelvin} K; ${lower(light.control)}.`,
  },
  'finding-the-way-at-night': {
    score: (lamp) =>
      tagged(lamp, 'motion sensor') * 5 +
      tagged(lamp, 'hallway') * kind(lamp, 'night') +
      tagged(lamp, 'children') * 1.5 -
      Number(lamp.light.lumens > 120) * 3,
    reason: ({ light }) => `${light.lumens} lm, low enough for eyes that are half asleep. ${light.control}.`,
  },
  'eating-together': {
    score: (lamp) => tagged(lamp, 'dining', 'dinner') * 3 + kind(lamp, 'pendant') - Number(lamp.light.lumens > 2500),
    reason: ({ light, categorySlug }) =>
      categorySlug === 'pendant'
        ? `Hangs over the table: ${light.lumens} lm, dimmed for the second glass.`
        : `Stands between the plates without a cable: ${hours({ light } as Product)}.`,
  },
  'working-late': {
    score: (lamp) => tagged(lamp, 'task') * 3 + kind(lamp, 'desk') + (lamp.light.cri - 90) / 10,
    reason: ({ light }) =>
      `${light.lumens} lm on the desk, colours true to ${light.cri} of 100, and ${lower(light.control)}.`,
  },
  'quiet-evening': {
    score: (lamp) =>
      tagged(lamp, 'ambient', 'dinner', 'opal glass', 'halo') * 2 +
      kind(lamp, 'table') -
      Number(lamp.light.lumens > 900) +
      Number(lamp.light.lumens <= 550) * dry(lamp) * 0.5,
    reason: ({ light }) => `A glow of ${light.lumens} lm at ${light.kelvin} K, and ${lower(light.control)}.`,
  },
  'evening-outside': {
    score: (lamp) =>
      tagged(lamp, 'outdoor') * 3 +
      rechargeable(lamp) * tagged(lamp, 'outdoor') +
      tagged(lamp, 'string lights') -
      dry(lamp) * 3,
    reason: ({ light }) => `${light.ip}, so rain may come. ${light.power}.`,
  },
  'at-the-mirror': {
    score: (lamp) => tagged(lamp, 'mirror', 'bathroom') * 3 + Number(protection(lamp).water >= 4) * kind(lamp, 'wall'),
    reason: ({ light }) =>
      `${light.ip} for the splash, ${light.lumens} lm, and skin looks like skin (${light.cri} of 100).`,
  },
  'without-a-socket': {
    score: (lamp) => rechargeable(lamp) * 3 + tagged(lamp, 'portable') - kind(lamp, 'pendant'),
    reason: (lamp) => `Needs no socket: ${hours(lamp)} on one charge.`,
  },
  'without-a-table': {
    // A shelf of its own first; then what hangs on the wall, from the ceiling or on the bed.
    score: (lamp) =>
      tagged(lamp, 'bedside', 'bedroom') * (kind(lamp, 'wall') * 3 + kind(lamp, 'pendant')) +
      tagged(lamp, 'clip') * 2 +
      kind(lamp, 'wall') -
      Number(protection(lamp).water >= 5) * 3,
    reason: ({ categorySlug, description }) =>
      categorySlug === 'pendant' ? 'Hangs from the ceiling, and takes no table.' : firstSentence(description),
  },
  'without-drilling': {
    score: (lamp) =>
      tagged(lamp, 'clip') * 2 +
      Math.max(plugged(lamp), rechargeable(lamp)) * (1 + kind(lamp, 'table', 'floor') * 0.5) -
      kind(lamp, 'wall', 'pendant') * 3,
    reason: (lamp) =>
      rechargeable(lamp)
        ? `Stands where you put it, and needs no cable.`
        : `Stands by itself and plugs in: no screw, no hole.`,
  },
  'as-a-gift': {
    score: (lamp) =>
      tagged(lamp, 'gift') * 3 +
      tagged(lamp, 'rechargeable') * dry(lamp) +
      lamp.rating.average / 10 -
      Number(lamp.price.amount > 45_000),
    reason: ({ tagline, rating }) => `${tagline} Those who have one give it ${rating.average.toFixed(1)} of 5.`,
  },
}

const firstSentence = (text: string) => text.split(/(?<=[.!?])\s/)[0] ?? text
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const centimetres = (millimetres: number | undefined) => `${Math.round((millimetres ?? 0) / 10)} cm`

/** How near to the best lamp's points another one must be. */
const worthNaming = 0.4

/**
 * Lists the lamps that suit a situation best, each with its reason; at most three, without sold-out and too expensive ones.
 * A wish narrows the list: "a cordless lamp for the dinner table".
 */
export function recommend(lamps: readonly Product[], input: IntentInput<'recommend-lamps'>): Recommendation[] {
  const { situation, maxPrice, wish = {} } = input
  const { score, reason } = judges[situation]
  const suiting = lamps
    .filter((lamp) => isLike(lamp, { ...wish, ...(maxPrice === undefined ? {} : { maxPrice }) }))
    .filter(({ finishes }) => finishes.some(({ stock }) => stock > 0))
    .map((lamp) => ({ lamp, points: score(lamp) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
  // A lamp that suits far worse than the best one is no recommendation.
  const least = (suiting[0]?.points ?? 0) * worthNaming
  return suiting
    .filter(({ points }) => points >= least)
    .slice(0, wish.single ? 1 : 3)
    .map(({ lamp }) => ({ lamp, reason: reason(lamp) }))
}
