import { dimensionFacts, type Fact, lightFacts } from '#components/catalog/lamp-facts.ts'
import type { Product } from '#shop/catalog/types.ts'

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
