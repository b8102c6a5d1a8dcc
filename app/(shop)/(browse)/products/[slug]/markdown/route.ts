import { demandAddress } from '#app/(shop)/(browse)/address.ts'
import { getLampMarkdown, listBuiltFiles } from '#app/sharing.ts'

export const generateStaticParams = listBuiltFiles

/** A lamp as Markdown. next.config.js shows it at `/products/<slug>.md`. */
export async function GET(_: Request, { params }: RouteContext<'/products/[slug]/markdown'>): Promise<Response> {
  const { slug } = await params
  await demandAddress('products', slug, '.md')
  return new Response(await getLampMarkdown(slug), { headers: { 'content-type': 'text/markdown; charset=utf-8' } })
}
