import { formatMoney, toMinorUnits } from '#lib/money.ts'
import type { MeasureName } from '#shop/assistant/intents.ts'
import type { Product } from '#shop/catalog/types.ts'

export type Measure = {
  /** the value in the unit of `intents.ts`; null when the lamp has none */
  of(lamp: Product): number | null
  tell(lamp: Product): string
  more: string
  less: string
}

const centimetres =
  (...names: string[]) =>
  ({ dimensions }: Product) => {
    const values = names.flatMap((name) => dimensions[name] ?? [])
    return values.length > 0 ? Math.max(...values) / 10 : null
  }
const inUnit = (of: Measure['of'], unit: string) => (lamp: Product) => {
  const value = of(lamp)
  return value === null ? 'unknown' : `${value} ${unit}`
}
const sized = (of: Measure['of'], more: string, less: string): Measure => ({ of, tell: inUnit(of, 'cm'), more, less })

/** Hours on one charge, at the lowest light; null for lamps with a cable. */
function hours({ light }: Product): number | null {
  if (!/rechargeable/i.test(light.power)) return null
  const values = [...light.power.matchAll(/(\d+) ?h\b/g)].map(([, value]) => Number(value))
  return values.length > 0 ? Math.max(...values) : null
}

/** Hours on one charge at full light; null for lamps with a cable, and for those that do not say. */
function fullHours({ light }: Product): number | null {
  if (!/rechargeable/i.test(light.power)) return null
  const values = [...light.power.matchAll(/(\d+) ?h\b/g)].map(([, value]) => Number(value))
  const full = /(\d+) ?h full/.exec(light.power)?.[1]
  if (full) return Number(full)
  return values.length === 1 ? (values[0] ?? null) : null
}

/** Formats a weight: `780 g`, `1.85 kg`. */
export const formatWeight = (grams: number): string => (grams < 1000 ? `${grams} g` : `${grams / 1000} kg`)

/** How lamps are measured, compared and put in order. */
export const measures: Record<MeasureName, Measure> = {
  price: {
    of: ({ price }) => price.amount / toMinorUnits(1, price.currency),
    tell: ({ price }) => formatMoney(price),
    more: 'costs more',
    less: 'costs less',
  },
  height: sized(centimetres('height'), 'is taller', 'is lower'),
  width: sized(centimetres('width', 'diameter', 'length'), 'is wider', 'is narrower'),
  depth: sized(centimetres('depth', 'diameter'), 'is deeper', 'is flatter'),
  size: sized(centimetres('height', 'width', 'depth', 'diameter', 'length'), 'is bigger', 'is smaller'),
  weight: {
    of: ({ weightGrams }) => weightGrams,
    tell: ({ weightGrams }) => formatWeight(weightGrams),
    more: 'is heavier',
    less: 'is lighter',
  },
  lumens: {
    of: ({ light }) => light.lumens,
    tell: ({ light }) => `${light.lumens} lm`,
    more: 'is brighter',
    less: 'is softer',
  },
  kelvin: {
    of: ({ light }) => light.kelvin,
    tell: ({ light }) => `${light.kelvin} K`,
    more: 'gives colder light',
    less: 'gives warmer light',
  },
  watts: {
    of: ({ light }) => light.watts,
    tell: ({ light }) => `${light.watts} W`,
    more: 'uses more power',
    less: 'uses less power',
  },
  hours: { of: hours, tell: inUnit(hours, 'hours'), more: 'lasts longer', less: 'lasts less long' },
  'full-hours': {
    of: fullHours,
    tell: inUnit(fullHours, 'hours at full light'),
    more: 'lasts longer',
    less: 'lasts less long',
  },
  year: { of: ({ year }) => year, tell: ({ year }) => `from ${year}`, more: 'is newer', less: 'is older' },
  cri: {
    of: ({ light }) => light.cri,
    tell: ({ light }) => `${light.cri} of 100`,
    more: 'shows colours better',
    less: 'shows colours less well',
  },
  stars: {
    of: ({ rating }) => (rating.count > 0 ? rating.average : null),
    tell: ({ rating }) => (rating.count > 0 ? `${rating.average.toFixed(1)} of 5` : 'no reviews yet'),
    more: 'has better reviews',
    less: 'has worse reviews',
  },
}

/** Returns lamps with the highest value first, or the lowest; lamps without a value come last. */
export function ranked(lamps: readonly Product[], by: MeasureName, more: boolean): Product[] {
  const value = (lamp: Product) => measures[by].of(lamp)
  return lamps.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return more ? other - one : one - other
  })
}

/**
 * Answers a comparison by one measure in a sentence. With `asks` it says yes or no: is the first lamp more (or less) than the rest?
 */
export function concludeBy(lamps: readonly Product[], by: MeasureName, more: boolean, asks = false): string {
  const { of, tell } = measures[by]
  const words = measures[by][more ? 'more' : 'less']
  const [first, second] = ranked(lamps, by, more)
  const values = lamps.map((lamp) => `${lamp.name} ${tell(lamp)}`).join(', ')
  if (!first || !second || of(first) === null) return 'That is not known of these lamps.'
  if (of(first) === of(second))
    return `${asks ? 'No, neither' : 'Neither'}: it is the same for ${lamps.length > 2 ? `${first.name} and ${second.name}` : 'both'}. ${values}.`
  const told = `${first.name} ${words}${lamps.length > 2 ? ' than the others' : ''}: ${values}.`
  if (!asks) return told
  return first === lamps[0] ? `Yes, ${told}` : `No, ${told}`
}
