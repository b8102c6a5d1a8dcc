import { findPart, listParts, writeSitemap } from '#app/sitemap-parts.ts'

export async function generateStaticParams() {
  return (await listParts()).map((part) => ({ part }))
}

/** One part of the sitemap. */
export async function GET(_request: Request, { params }: RouteContext<'/sitemaps/[part]'>): Promise<Response> {
  const paths = await findPart((await params).part)
  return paths ? writeSitemap('urlset', paths) : new Response('Not found', { status: 404 })
}
