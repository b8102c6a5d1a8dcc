import type { Light, Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

export type Fact = readonly [name: string, value: string]

/** Its measures, as the page of a lamp and its Markdown show them. */
export function dimensionFacts({ dimensions, weightGrams }: Product): Fact[] {
  const sides = Object.entries(dimensions).map(([name, millimetres]): Fact => [capitalise(name), `${millimetres} mm`])
  return [...sides, ['Weight', formatWeight(weightGrams)]]
}

/** What its light is like. */
export function lightFacts(light: Light): Fact[] {
  return [
    ['Light source', light.source],
    ['Power', `${light.watts} W`],
    ['Brightness', `${light.lumens} lm`],
    ['Colour temperature', `${light.kelvin} K`],
    ['Colour rendering', `CRI ${light.cri}`],
    ['Dimmable', light.dimmable ? 'Yes' : 'No'],
    ['Control', light.control],
    ['Power supply', light.power],
    ['IP rating', light.ip],
  ]
}

function formatWeight(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${(grams / 1000).toLocaleString(shop.locale, { maximumFractionDigits: 2 })} kg`
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
