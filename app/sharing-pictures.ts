import 'server-only'
import { cacheLife } from 'next/cache'
import { getProduct } from '#app/queries.ts'
import { formatMoney } from '#lib/money.ts'
import { chooseSize } from '#shop/sharing/choose-size.ts'
import { drawIcon, drawPicture, type IconName } from '#shop/sharing/draw-picture.ts'

// Pictures that the shop draws, apart from the other files: drawing loads sharp.

/** The picture of a lamp for links to it, as a JPEG. @throws Error for an unknown slug */
export async function getSharePicture(slug: string): Promise<Uint8Array> {
  'use cache'
  cacheLife('max')
  const product = await getProduct(slug)
  if (!product) throw new Error(`There is no lamp ${slug}.`)
  const { name, tagline, price, finishes, on, off } = product
  const size = chooseSize(on ?? off ?? { sizes: [] })
  const photograph = size ? new Uint8Array(await (await fetch(size.url)).arrayBuffer()) : null
  const isOne = finishes.every((finish) => finish.price.amount === price.amount)
  return drawPicture({ name, tagline, price: `${isOne ? '' : 'From '}${formatMoney(price)}` }, photograph)
}

/** The shop's icon as a PNG. */
export async function getIcon(name: IconName): Promise<Uint8Array> {
  'use cache'
  cacheLife('max')
  return drawIcon(name)
}
