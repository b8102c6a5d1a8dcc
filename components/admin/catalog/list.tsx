import Link from 'next/link'
import { StateBadge } from '#components/admin/badge.tsx'
import { PhotographThumb } from '#components/admin/photographs/thumb.tsx'
import { formatMoney } from '#lib/money.ts'
import type { Choice, ListedProduct, ProductFilter, ProductStatus } from '#shop/catalog/admin-types.ts'

export const statusWords: Record<ProductStatus, string> = { draft: 'Draft', active: 'Active', archived: 'Archived' }

export const sorts = [
  ['shop', 'The shop’s order'],
  ['name', 'Name'],
  ['price', 'Price, lowest first'],
  ['stock', 'Stock, lowest first'],
  ['updated', 'Last changed first'],
] as const satisfies readonly (readonly [ProductFilter['sort'], string])[]

/** Filters the list with a plain form, so that the result has its own address. */
export function ProductFilterForm({ filter, categories }: { filter: ProductFilter; categories: readonly Choice[] }) {
  return (
    <search>
      <form action="/admin/products" className="product-filter">
        <div className="admin-field">
          <label htmlFor="q">Name or SKU</label>
          <input id="q" name="q" type="search" className="admin-control" defaultValue={filter.q} maxLength={100} />
        </div>
        <Select
          name="category"
          label="Category"
          value={filter.category}
          options={categories.map(({ slug, name }) => [slug, name])}
          all="All"
        />
        <Select name="status" label="Status" value={filter.status} options={Object.entries(statusWords)} all="All" />
        <Select name="sort" label="Sort by" value={filter.sort} options={sorts} />
        <button type="submit" className="admin-button">
          Show
        </button>
      </form>
    </search>
  )
}

type SelectProps = {
  name: string
  label: string
  value: string
  options: readonly (readonly [string, string])[]
  all?: string
}

function Select({ name, label, value, options, all }: SelectProps) {
  return (
    <div className="admin-field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} className="admin-control" defaultValue={value}>
        {all && <option value="">{all}</option>}
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The lamps as a table, with one row each. On a narrow screen the rows become cards. */
export function ProductTable({ products }: { products: readonly (ListedProduct & { when: string })[] }) {
  if (products.length === 0) {
    return (
      <p>
        No lamps match these filters. <Link href="/admin/products">Show all lamps</Link>
      </p>
    )
  }
  return (
    <table className="admin-table sticky">
      <caption className="sr-only">Lamps</caption>
      <thead>
        <tr>
          <th scope="col">Lamp</th>
          <th scope="col">Category</th>
          <th scope="col">Status</th>
          <th scope="col" className="number">
            Price from
          </th>
          <th scope="col" className="number">
            In stock
          </th>
          <th scope="col">Changed</th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <tr key={product.id}>
            <th scope="row">
              <span className="product-name">
                <PhotographThumb photograph={product.photograph} width={88} className="product-thumb" />
                <Link href={`/admin/products/${product.id}`} prefetch={false}>
                  {product.name}
                </Link>
              </span>
            </th>
            <td data-label="Category">{product.category.name}</td>
            <td data-label="Status">
              <StateBadge of="product" state={product.status} />
            </td>
            <td className="number" data-label="Price from">
              {product.price ? formatMoney(product.price) : 'none yet'}
            </td>
            <td className="number" data-label="In stock">
              {product.stock}
            </td>
            <td data-label="Changed">{product.when}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
