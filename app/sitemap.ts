import type { MetadataRoute } from 'next'
import { getCategories, getCollections, getProducts } from '#app/queries.ts'
import { env } from '#lib/env.ts'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const [products, categories, collections] = await Promise.all([getProducts(), getCategories(), getCollections()])
  const paths = [
    '/',
    '/products',
    ...categories.map(({ slug }) => `/categories/${slug}`),
    ...collections.map(({ slug }) => `/collections/${slug}`),
    ...products.map(({ slug }) => `/products/${slug}`),
    '/shipping',
    '/under-the-hood',
    '/about',
  ]
  return paths.map((path) => ({ url: `${env().SITE_URL}${path}` }))
}
