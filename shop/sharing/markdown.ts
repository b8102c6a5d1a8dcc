import { formatMoney } from '#lib/money.ts'
import type { Category, Collection, Product, ProductCard } from '#shop/catalog/types.ts'
import { policies } from '#shop/orders/policies.ts'
import { shop } from '#shop.config.ts'

// The shop for programs that read text: https://llmstxt.org

/** Characters that Markdown would read as marks, and ends of lines, which would end a list or a table. */
const plain = (text: string) => text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll(/\s+/g, ' ')

const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n')
const part = (heading: string, text: string) => (text ? `## ${heading}\n\n${text}\n` : '')

/**
 * Writes a lamp: what its page says, without its pictures.
 * @param facts names and values of its measures and its light
 * @param site the address of the shop, without a slash at the end
 */
export function writeLamp(product: Product, facts: readonly (readonly [string, string])[], site: string): string {
  const { name, tagline, description, slug, sku, category, collection, finishes, rating, reviews } = product
  const stars = `${rating.average.toFixed(1)} of 5, from ${rating.count} ${rating.count === 1 ? 'review' : 'reviews'}.`
  return [
    `# ${plain(name)}\n\n> ${plain(tagline)}\n\n${plain(description)}\n`,
    `${list([
      `Page: ${site}/products/${slug}`,
      `SKU: ${plain(sku)}`,
      `Category: [${plain(category.name)}](${site}/categories/${category.slug})`,
      `Collection: [${plain(collection.name)}](${site}/collections/${collection.slug})`,
    ])}\n`,
    part(
      'Finishes',
      `Prices include VAT.\n\n| finish | price | SKU | availability |\n| --- | --- | --- | --- |\n${finishes
        .map(({ name: finish, price, sku: code, stock }) => {
          return `| ${plain(finish)} | ${formatMoney(price)} | ${plain(code)} | ${stock > 0 ? 'in stock' : 'sold out'} |`
        })
        .join('\n')}`,
    ),
    part('Facts', list(facts.map(([fact, value]) => `${plain(fact)}: ${plain(value)}`))),
    part('Materials', list(product.materials.map(plain))),
    part('Care', list(product.care.map(plain))),
    part(
      'Reviews',
      reviews.length === 0
        ? ''
        : `${stars}\n\n${list(
            reviews.map(({ author, rating: of, title, body, date }) => {
              return `**${plain(title)}** (${of} of 5): ${plain(body)} ${plain(author)}, ${date}`
            }),
          )}`,
    ),
    part(
      'Delivery and returns',
      list([plain(policies['shipping-cost'].text), plain(policies.returns.text), `More: ${site}/shipping`]),
    ),
  ].join('\n')
}

/** Writes what the shop has and where it stands. */
export function writeOverview(
  of: Readonly<{
    products: readonly ProductCard[]
    /** lamps that are not among them */
    more: number
    categories: readonly Category[]
    collections: readonly Collection[]
  }>,
  site: string,
): string {
  const lamps = of.products.map(({ slug, name, tagline, price }) => {
    return `[${plain(name)}](${site}/products/${slug}.md): ${plain(tagline)} From ${formatMoney(price)}.`
  })
  const places = (kind: string, all: readonly Category[]) =>
    list(all.map(({ slug, name, intro }) => `[${plain(name)}](${site}/${kind}/${slug}): ${plain(intro)}`))
  return [
    `# ${plain(shop.name)}\n\n> ${plain(shop.description)}\n`,
    `Each lamp has a page and the same as Markdown: its address with \`.md\`. Prices include VAT.\n`,
    part('Lamps', list(of.more > 0 ? [...lamps, `${of.more} more: ${site}/sitemap.xml`] : lamps)),
    part('Categories', places('categories', of.categories)),
    part('Collections', places('collections', of.collections)),
    part(
      'Rules',
      list([
        ...(['shipping-cost', 'delivery-countries', 'delivery-time', 'returns', 'tax'] as const).map(
          (topic) => `${policies[topic].heading}: ${plain(policies[topic].text)}`,
        ),
        ...(['shipping', 'terms', 'withdrawal', 'privacy', 'imprint'] as const).map((page) => `${site}/${page}`),
      ]),
    ),
  ].join('\n')
}
