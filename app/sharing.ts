import 'server-only'
import { cacheLife } from 'next/cache'
import { getCategories, getCollections, getLampPage, getProduct, getSlugs } from '#app/queries.ts'
import { dimensionFacts, lightFacts } from '#components/catalog/lamp-facts.ts'
import { env } from '#lib/env.ts'
import { writeLamp, writeOverview } from '#shop/sharing/markdown.ts'

// What other programs get of the shop. Each is a file like a page: the build makes it, and Next makes it again when a tag of the
// reads behind it expires.

/** Pictures and Markdown that the build makes, the first ones in the shop's order; the others are made when somebody asks for them. */
const builtFiles = 100

export async function listBuiltFiles(): Promise<{ slug: string }[]> {
  const { slugs } = await getSlugs(1, builtFiles)
  return slugs.map((slug) => ({ slug }))
}

/** A lamp as Markdown. @throws Error for an unknown slug */
export async function getLampMarkdown(slug: string): Promise<string> {
  'use cache'
  cacheLife('max')
  const product = await getProduct(slug)
  if (!product) throw new Error(`There is no lamp ${slug}.`)
  return writeLamp(product, [...dimensionFacts(product), ...lightFacts(product.light)], env().SITE_URL)
}

/** Pages of lamps that the overview has; it counts the others, and the sitemap lists them. */
const overviewPages = 10

/** What the shop has, as Markdown: https://llmstxt.org */
export async function getOverview(): Promise<string> {
  'use cache'
  cacheLife('max')
  const [first, categories, collections] = await Promise.all([getLampPage({}, 1), getCategories(), getCollections()])
  const products = [...first.products]
  for (let page = 2; products.length < first.count && page <= overviewPages; page++)
    products.push(...(await getLampPage({}, page)).products)
  return writeOverview({ products, more: first.count - products.length, categories, collections }, env().SITE_URL)
}
