import type { Light, Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

type Fact = readonly [name: string, value: string]

/** Dimensions and light as two tables, in metric units. */
export function Facts({ product }: { product: Product }) {
  return (
    <>
      <FactTable caption="Dimensions" facts={dimensionFacts(product)} />
      <FactTable caption="Light" facts={lightFacts(product.light)} />
    </>
  )
}

function FactTable({ caption, facts }: { caption: string; facts: readonly Fact[] }) {
  return (
    <table className="facts self-start">
      <caption className="pb-3 text-left text-heading">{caption}</caption>
      <tbody>
        {facts.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function dimensionFacts({ dimensions, weightGrams }: Product): Fact[] {
  const sides = Object.entries(dimensions).map(([name, millimetres]): Fact => [capitalise(name), `${millimetres} mm`])
  return [...sides, ['Weight', formatWeight(weightGrams)]]
}

function lightFacts(light: Light): Fact[] {
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
