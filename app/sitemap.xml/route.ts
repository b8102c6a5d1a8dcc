import { listParts, writeSitemap } from '#app/sitemap-parts.ts'

/** The index of the sitemap's parts. */
export async function GET(): Promise<Response> {
  return writeSitemap(
    'sitemapindex',
    (await listParts()).map((part) => `/sitemaps/${part}`),
  )
}
