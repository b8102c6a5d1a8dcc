import { inflateSync } from 'node:zlib'

/**
 * The words of a PDF whose fonts are in the file and whose streams are deflated: one line for each text-showing operator
 * (ISO 32000-1, 9.4.3). Each font has a table from its glyphs to Unicode (9.10.3).
 */
export function readPdf(file: Buffer): string {
  const text = file.toString('latin1')
  const fonts = readFonts(file, text)
  const lines: string[] = []
  for (const content of streams(file, text)) {
    let letters = new Map<string, string>()
    for (const [, font, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ/gi)) {
      if (font) letters = fonts.get(font) ?? new Map()
      else lines.push([...shown.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => decode(hex, letters)).join(''))
    }
  }
  return lines.join('\n')
}

const decode = (hex: string, letters: Map<string, string>) =>
  (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph.toLowerCase()) ?? '\uFFFD').join('')

/** The letters of each font by its name in the pages: F1, F2. */
function readFonts(file: Buffer, text: string): Map<string, Map<string, string>> {
  const fonts = new Map<string, Map<string, string>>()
  for (const [, name = '', object = ''] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const dictionary = bodyOf(text, object)
    const table = /\/ToUnicode (\d+) 0 R/.exec(dictionary)?.[1]
    if (table) fonts.set(name, readTable(streamOf(file, text, table)))
  }
  return fonts
}

function readTable(table: string): Map<string, string> {
  const letters = new Map<string, string>()
  for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const glyph = (Number.parseInt(first, 16) + index).toString(16).padStart(4, '0')
      letters.set(glyph, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    }
  }
  return letters
}

function bodyOf(text: string, object: string): string {
  const start = text.search(new RegExp(`(^|\\n)${object} 0 obj`))
  return start < 0 ? '' : text.slice(start, text.indexOf('endobj', start))
}

function streamOf(file: Buffer, text: string, object: string): string {
  const start = text.search(new RegExp(`(^|\\n)${object} 0 obj`))
  const [stream = ''] = start < 0 ? [] : streams(file.subarray(start), text.slice(start))
  return stream
}

function* streams(file: Buffer, text: string): Generator<string> {
  for (const match of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(match.index - 3, match.index) === 'end') continue
    const start = match.index + match[0].length
    yield inflate(file.subarray(start, text.indexOf('endstream', start)))
  }
}

function inflate(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1')
  } catch {
    // A picture or a font has no words.
    return ''
  }
}
