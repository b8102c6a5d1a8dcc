import { crc32, deflateSync } from 'node:zlib'

/** A picture of few colours: `rows` has the number of a colour for each dot. */
export type Picture = { colours: readonly string[]; rows: readonly Uint8Array[] }

/**
 * Writes a picture as PNG (https://www.w3.org/TR/png-3/). A library that draws weighs 19 MB, and a chart is rectangles of four colours.
 * @param picture its colours as #rrggbb, 256 at most
 */
export function writePng({ colours, rows }: Picture): Uint8Array {
  const size = new Uint8Array(13)
  const view = new DataView(size.buffer)
  view.setUint32(0, rows[0]?.length ?? 0)
  view.setUint32(4, rows.length)
  // Eight bits a dot, by the number of its colour.
  size.set([8, 3], 8)
  const palette = colours.flatMap((colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)))
  // Each row begins with the number of its filter, here none.
  const dots = rows.flatMap((row) => [Uint8Array.of(0), row])
  return join([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', size),
    chunk('PLTE', Uint8Array.from(palette)),
    chunk('IDAT', deflateSync(join(dots))),
    chunk('IEND', new Uint8Array()),
  ])
}

/** A part of the file: its length, its name, its bytes, and their checksum. */
function chunk(name: string, bytes: Uint8Array): Uint8Array {
  const named = join([new TextEncoder().encode(name), bytes])
  return join([number(bytes.length), named, number(crc32(named))])
}

function number(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
