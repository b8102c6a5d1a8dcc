import sharp from 'sharp'
import type { Face } from '#lib/fonts.ts'
import { breakLines, drawLine } from '#shop/sharing/letters.ts'
import { pictureSize } from '#shop/sharing/picture-size.ts'
import { shop } from '#shop.config.ts'

/** What stands on the picture of a lamp. */
export type Shown = Readonly<{ name: string; tagline: string; price: string }>

const { width, height } = pictureSize
/** Lamps are photographed in 4:5, so the whole photograph fits into the height. */
const photographWidth = (height * 4) / 5
const margin = 64
const column = width - photographWidth - 2 * margin
const { paper, ink, quiet, light } = shop.palette.dusk

/**
 * Draws the picture that a link to a lamp is shared with, as a JPEG: the photograph, and in the shop's dusk its name and price.
 * @param photograph JPEG or WebP; null leaves its place dark
 */
export async function drawPicture(shown: Shown, photograph: Uint8Array | null): Promise<Uint8Array> {
  const svg = new TextEncoder().encode(writeWords(shown))
  const lamp = photograph && (await sharp(photograph).resize(photographWidth, height, { fit: 'cover' }).toBuffer())
  const canvas = sharp({ create: { width, height, channels: 3, background: paper } })
  const layers = [
    ...(lamp ? [{ input: lamp, left: width - photographWidth, top: 0 }] : []),
    { input: Buffer.from(svg), left: 0, top: 0 },
  ]
  return new Uint8Array(await canvas.composite(layers).jpeg({ quality: 84, progressive: true }).toBuffer())
}

/** Icons by their names in addresses: the width in pixels, and the part of it that the logo takes. */
const icons = {
  // Apple's: https://developer.apple.com/design/human-interface-guidelines/app-icons
  '180': { side: 180, part: 1 },
  '192': { side: 192, part: 1 },
  '512': { side: 512, part: 1 },
  // Launchers cut circles and other shapes of it: https://w3c.github.io/manifest/#icon-masks
  'maskable-512': { side: 512, part: 0.7 },
} as const

export type IconName = keyof typeof icons
export const iconNames = Object.keys(icons) as IconName[]

/** Draws the shop's icon as a PNG. */
export async function drawIcon(name: IconName): Promise<Uint8Array> {
  const { side, part } = icons[name]
  const inner = Math.round(side * part)
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${shop.logo.icon.join('')}</svg>`
  const logo = await sharp(new TextEncoder().encode(shapes), { density: (72 * inner) / 32 })
    .resize(inner, inner)
    .png()
    .toBuffer()
  const canvas = sharp({ create: { width: side, height: side, channels: 4, background: paper } })
  return new Uint8Array(
    await canvas
      .composite([{ input: logo }])
      .png()
      .toBuffer(),
  )
}

function writeWords({ name, tagline, price }: Shown): string {
  const size = [92, 76, 60, 46, 34].find((one) => fits(name, 'strong', one, 2)) ?? 28
  const names = breakLines(name, 'strong', size, column).slice(0, 2)
  const words = breakLines(tagline, 'regular', 34, column).slice(0, 3)
  const nameTop = 250
  const wordsTop = nameTop + (names.length - 1) * size * 1.06 + 66
  const drawn = [
    line(shop.logo.wordmark, { face: 'strong', size: 30, y: margin + 30, colour: ink }),
    ...names.map((text, at) => line(text, { face: 'strong', size, y: nameTop + at * size * 1.06, colour: ink })),
    ...words.map((text, at) => line(text, { face: 'regular', size: 34, y: wordsTop + at * 46, colour: quiet })),
    line(price, { face: 'strong', size: 44, y: height - margin, colour: light }),
  ]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawn.join('')}</svg>`
}

type Look = Readonly<{ face: Face; size: number; y: number; colour: string }>

function line(text: string, { face, size, y, colour }: Look): string {
  return `<g fill="${colour}">${drawLine(text, face, size, { x: margin, y }).path}</g>`
}

function fits(text: string, face: Face, size: number, most: number): boolean {
  const lines = breakLines(text, face, size, column)
  return lines.length <= most && lines.every((one) => drawLine(one, face, size, { x: 0, y: 0 }).width <= column)
}
