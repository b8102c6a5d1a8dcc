import type { Light, Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

type Fact = readonly [name: string, value: string]

/** Measurements and light source as two tables, in the units a reader in Europe measures with. */
export function Facts({ product }: { product: Product }) {
  return (
    <>
      <FactTable caption="Measurements" facts={measurements(product)} />
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

function measurements({ dimensions, weightGrams }: Product): Fact[] {
  const sides = Object.entries(dimensions).map(([name, millimetres]): Fact => [capitalise(name), `${millimetres} mm`])
  return [...sides, ['Weight', formatWeight(weightGrams)]]
}

function lightFacts(light: Light): Fact[] {
  return [
    ['Source', light.source],
    ['Power', `${light.watts} W`],
    ['Light', `${light.lumens} lm`],
    ['Colour', `${light.kelvin} K, CRI ${light.cri}`],
    ['Dimmable', light.dimmable ? 'Yes' : 'No'],
    ['Control', light.control],
    ['Supply', light.power],
    ['Protection', light.ip],
  ]
}

function formatWeight(grams: number): string {
  return grams < 1000 ? `${grams} g` : `${(grams / 1000).toLocaleString(shop.locale, { maximumFractionDigits: 2 })} kg`
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
