import { demandAddress } from '#app/(shop)/(browse)/address.ts'
import { listBuiltFiles } from '#app/sharing.ts'
import { getSharePicture } from '#app/sharing-pictures.ts'

export const generateStaticParams = listBuiltFiles

/** The picture that a link to a lamp is shared with. A file, like the page. */
export async function GET(_: Request, { params }: RouteContext<'/products/[slug]/picture'>): Promise<Response> {
  const { slug } = await params
  await demandAddress('products', slug, '/picture')
  return new Response(new Blob([new Uint8Array(await getSharePicture(slug))]), {
    headers: { 'content-type': 'image/jpeg' },
  })
}
