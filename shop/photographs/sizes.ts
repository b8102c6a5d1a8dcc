import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { MadePhotograph, MadeSize } from '#shop/photographs/photographs.ts'

/** Widths in pixels. The largest size of an original that is narrower than the next width has the original's own width. */
const widths = [160, 320, 640, 960, 1280, 1920, 2400]
/** The most pixels of a size's height: WebP ends at 16,383 (https://developers.google.com/speed/webp/faq), AVIF takes minutes. */
const tallest = 4096
const mostPixels = 40_000_000
/**
 * Fewer for pictures that are not decoded line by line, but held as a whole: 6 to 8 bytes for a pixel of a progressive JPEG or an
 * interlaced PNG, 18 for one of an AVIF (measured with libvips 8.18). The decoder has 384 MB.
 */
const mostHeld = [
  { most: 13_000_000, what: 'an AVIF', is: ({ format }: Metadata) => format === 'heif' },
  { most: 24_000_000, what: 'a GIF', is: ({ format }: Metadata) => format === 'gif' },
  {
    most: 24_000_000,
    what: 'a progressive or interlaced picture',
    is: ({ isProgressive }: Metadata) => isProgressive === true,
  },
]
/** How many times as long as the other a side may be. */
const mostSlender = 20
const formats = new Set(['jpeg', 'png', 'webp', 'heif', 'gif'])

/** Thrown for a photograph that a retry cannot make usable; the message is for the person who uploaded it. */
export class UnusablePhotograph extends Error {}

// Only loaders for formats of cameras and designers: no SVG, PDF or other format that can run code.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadNsgif',
  ],
})
// One thread per picture, and as many pictures as cores: twice the throughput of many threads per picture.
sharp.concurrency(1)
sharp.cache(false)

/**
 * Decodes an original once and makes each size from the next larger one. While a size is encoded, the next one is already made, so
 * a photograph uses all cores; AVIF, which takes the most memory and for which nobody waits, is encoded one size after the other.
 * @param original the bytes as uploaded, at most 40 megapixels, or fewer as `mostHeld` says
 * @param give is called with each size as soon as it is made, in any order
 * @throws UnusablePhotograph when the bytes are not a complete photograph in a supported format
 */
export async function makeSizes(
  original: Uint8Array,
  wanted: readonly MadeSize['format'][],
  give: (size: MadeSize) => void,
): Promise<MadePhotograph> {
  if (original.byteLength === 0) throw new UnusablePhotograph('This file is not a picture we can read.')
  const options = { limitInputPixels: mostPixels, failOn: 'truncated' as const }
  const metadata = await sharp(original, options)
    .metadata()
    .catch((error: Error) => Promise.reject(explain(error)))
  if (!formats.has(metadata.format) || (metadata.format === 'heif' && metadata.compression !== 'av1')) {
    throw new UnusablePhotograph('This is not a JPEG, PNG, WebP, AVIF or GIF picture.')
  }
  const { width, height } = metadata.autoOrient
  const held = mostHeld.find(({ is }) => is(metadata))
  if (held && width * height > held.most) {
    throw new UnusablePhotograph(
      `This is ${held.what} of more than ${held.most / 1e6} megapixels. Save it as a plain JPEG, or smaller.`,
    )
  }
  if (Math.max(width / height, height / width) > mostSlender) {
    throw new UnusablePhotograph(
      `One side of this picture is more than ${mostSlender} times as long as the other. Crop it, and upload it again.`,
    )
  }
  const widest = Math.min(width, Math.floor((width * tallest) / height))
  const targets = [...new Set(widths.map((target) => Math.min(target, widest)))].toReversed()
  let raw = await sharp(original, options)
    .autoOrient()
    .toColourspace('srgb')
    .resize({ width: targets[0] ?? width })
    .flatten({ background: '#ffffff' })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: Error) => Promise.reject(explain(error)))
  const encoding: Promise<void>[] = []
  for (const target of targets) {
    if (target < raw.info.width)
      raw = await open(raw).resize({ width: target }).raw().toBuffer({ resolveWithObject: true })
    for (const format of wanted) {
      if (wanted.includes('avif')) await encode(raw, format).then(give)
      else encoding.push(encode(raw, format).then(give))
    }
  }
  const tiny = await open(raw)
    .resize({ width: 100, height: 100, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const thumbhash = Buffer.from(rgbaToThumbHash(tiny.info.width, tiny.info.height, tiny.data)).toString('base64')
  await Promise.all(encoding)
  return { width, height, thumbhash }
}

type Raw = { data: Buffer; info: OutputInfo }

function open({ data, info }: Raw): Sharp {
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

async function encode(raw: Raw, format: MadeSize['format']): Promise<MadeSize> {
  const { width, height } = raw.info
  // The same pixels would be refused each time, so nobody tries them again.
  const bytes = await compress(open(raw), format)
    .toBuffer()
    .catch((error: Error) => Promise.reject(new UnusablePhotograph(`Its sizes cannot be made: ${error.message}`)))
  return { format, width, height, bytes: new Uint8Array(bytes) }
}

function compress(picture: Sharp, format: MadeSize['format']): Sharp {
  if (format === 'webp') return picture.webp({ quality: 80, effort: 2 })
  // As many colours as WebP has, with a fifth less work and memory than 4:4:4.
  if (format === 'avif') return picture.avif({ quality: 55, effort: 2, chromaSubsampling: '4:2:0' })
  return picture.jpeg({ quality: 80, progressive: true })
}

function explain(error: Error): UnusablePhotograph {
  if (/pixel limit/i.test(error.message)) return new UnusablePhotograph('This photograph has more than 40 megapixels.')
  if (/unsupported image format|blocked|not a known|bad seek|load/i.test(error.message)) {
    return new UnusablePhotograph('This file is not a picture we can read.')
  }
  return new UnusablePhotograph('This photograph is damaged or incomplete.')
}
