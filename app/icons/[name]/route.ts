import { notFound } from 'next/navigation'
import { getIcon } from '#app/sharing-pictures.ts'
import { iconNames } from '#shop/sharing/draw-picture.ts'

export const generateStaticParams = () => iconNames.map((name) => ({ name }))

/** The shop's icon as a PNG, for the manifest and for home screens. */
export async function GET(_: Request, { params }: RouteContext<'/icons/[name]'>): Promise<Response> {
  const { name } = await params
  const known = iconNames.find((one) => one === name)
  if (!known) notFound()
  return new Response(new Blob([new Uint8Array(await getIcon(known))]), { headers: { 'content-type': 'image/png' } })
}
