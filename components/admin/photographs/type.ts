export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/gif'

/** The size limit of the bucket `originals`, in bytes. */
export const largestFile = 15 * 1024 * 1024
/** Millions of pixels. Fewer of the types that cannot be decoded line by line, as in shop/photographs/sizes.ts. */
const mostMegapixels: Partial<Record<PictureType, { most: number; of: string }>> = {
  'image/avif': { most: 13, of: ' of an AVIF' },
  'image/gif': { most: 24, of: ' of a GIF' },
}

/**
 * The type of a picture by its first bytes, whatever its name says; null for everything that is not taken.
 * Signatures: https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern; AVIF is a brand of an ISO base media file.
 */
export function readPictureType(bytes: Uint8Array): PictureType | null {
  const text = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end))
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  if (text(4, 8) === 'ftyp' && /avi[fs]/.test(text(8, 64))) return 'image/avif'
  return null
}

/**
 * Why a file cannot be a photograph of the shop, as a sentence; null when nothing speaks against it yet.
 * What only decoding can show, such as a file that ends too early, is found where the sizes are made.
 * @param start the first bytes of the file
 * @param size of the whole file, in bytes
 */
export function pictureProblem(start: Uint8Array, size: number): string | null {
  if (size === 0) return 'This file is empty.'
  const type = readPictureType(start)
  if (!type) return explainType(start)
  if (size > largestFile) {
    return `This file has ${(size / 1024 / 1024).toFixed(1)} MB. The most is 15 MB.`
  }
  const pixels = readPixels(start, type)
  const { most, of } = mostMegapixels[type] ?? { most: 40, of: '' }
  if (pixels !== null && pixels > most * 1_000_000) {
    return `This photograph has ${Math.ceil(pixels / 1_000_000)} megapixels. The most${of} is ${most}.`
  }
  return null
}

function explainType(start: Uint8Array): string {
  const text = new TextDecoder().decode(start.subarray(0, 1024)).trimStart().toLowerCase()
  if (/^<(\?xml|!--|!doctype svg|svg)/.test(text) && text.includes('<svg')) {
    return 'This is a drawing (SVG). Take a JPEG, PNG, WebP, AVIF or GIF.'
  }
  if (/^.{4}ftyp(heic|heix|mif1|msf1)/s.test(text)) return 'This is a HEIC photograph. Save it as JPEG and take that.'
  return 'This is not a picture, whatever its name says. Take a JPEG, PNG, WebP, AVIF or GIF.'
}

/** Width times height as the file's header says; null when it says nothing that can be read here. */
function readPixels(bytes: Uint8Array, type: PictureType): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (type === 'image/png') return view.getUint32(16) * view.getUint32(20)
    if (type === 'image/gif') return view.getUint16(6, true) * view.getUint16(8, true)
    if (type === 'image/webp') return readWebp(view)
    if (type === 'image/avif') return readAvif(bytes, view)
    return readJpeg(view)
  } catch {
    // The header is longer than what was read.
    return null
  }
}

/** The frame header, after any number of segments: https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1 and B.2.2 */
function readJpeg(view: DataView): number | null {
  for (let at = 2; view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7)
    if (marker === 0xda) return null
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

/** The three kinds of first chunk: https://developers.google.com/speed/webp/docs/riff_container */
function readWebp(view: DataView): number | null {
  const kind = String.fromCharCode(...[12, 13, 14, 15].map((at) => view.getUint8(at)))
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000
  if (kind === 'VP8X') return (uint24(24) + 1) * (uint24(27) + 1)
  if (kind === 'VP8 ') return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff)
  const bits = view.getUint32(21, true)
  return kind === 'VP8L' ? ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1) : null
}

/** The largest `ispe` box (ISO/IEC 23008-12, 6.5.3): the picture itself, or one larger than its tiles. */
function readAvif(bytes: Uint8Array, view: DataView): number | null {
  let most: number | null = null
  for (let at = 0; at + 16 <= Math.min(bytes.length, 4096); at++) {
    if (view.getUint32(at) !== 0x69737065) continue
    most = Math.max(most ?? 0, view.getUint32(at + 8) * view.getUint32(at + 12))
  }
  return most
}
