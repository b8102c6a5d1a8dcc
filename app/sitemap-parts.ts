import { getCategories, getCollections, getSlugs } from '#app/queries.ts'
import { env } from '#lib/env.ts'

// The sitemap is an index of parts, because one may have 50,000 addresses at most (https://www.sitemaps.org/protocol.html).
// app/sitemap.xml/route.ts serves the index, app/sitemaps/[part]/route.ts the parts: `lists.xml`, and `lamps-1.xml` and so on.

/** Lamps in one part. */
const lampsOfPart = 5_000

/** The names of the parts. */
export async function listParts(): Promise<string[]> {
  const { count } = await getSlugs(1, lampsOfPart)
  const lamps = Array.from({ length: Math.ceil(count / lampsOfPart) }, (_, index) => `lamps-${index + 1}.xml`)
  return ['lists.xml', ...lamps]
}

/** The paths of a part; null when there is no such part. */
export async function findPart(part: string): Promise<string[] | null> {
  if (!(await listParts()).includes(part)) return null
  if (part === 'lists.xml') {
    const [categories, collections] = await Promise.all([getCategories(), getCollections()])
    return [
      '/',
      '/products',
      ...categories.map(({ slug }) => `/categories/${slug}`),
      '/collections',
      ...collections.map(({ slug }) => `/collections/${slug}`),
      '/shipping',
      '/under-the-hood',
      '/about',
      ...['/terms', '/withdrawal', '/privacy', '/imprint'],
    ]
  }
  const { slugs } = await getSlugs(Number(part.replace(/\D/g, '')), lampsOfPart)
  return slugs.map((slug) => `/products/${slug}`)
}

/** A document of the sitemap protocol. Paths have no signs that XML would need escaped. */
export function writeSitemap(kind: 'urlset' | 'sitemapindex', paths: readonly string[]): Response {
  const entry = kind === 'urlset' ? 'url' : 'sitemap'
  const entries = paths.map((path) => `<${entry}><loc>${env().SITE_URL}${path}</loc></${entry}>`)
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</${kind}>\n`
  return new Response(body, { headers: { 'content-type': 'application/xml' } })
}
