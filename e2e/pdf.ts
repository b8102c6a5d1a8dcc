import { inflateSync } from 'node:zlib'

/**
 * The words of a PDF with standard fonts (WinAnsi) and deflated streams: one line for each text-showing operator
 * (ISO 32000-1, 9.4.3).
 */
export function readPdf(file: Buffer): string {
  const lines: string[] = []
  const text = file.toString('latin1')
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const start = (match.index ?? 0) + match[0].length
    const content = inflate(file.subarray(start, text.indexOf('endstream', start)))
    for (const [, shown = ''] of content.matchAll(/\[((?:<[0-9a-f]*>|[-\d.\s])*)\]\s*TJ/gi)) {
      const bytes = [...shown.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = '']) => Buffer.from(hex, 'hex'))
      lines.push(Buffer.concat(bytes).toString('latin1').replaceAll('\x80', '€'))
    }
  }
  return lines.join('\n')
}

function inflate(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1')
  } catch {
    // A picture or a font has no words.
    return ''
  }
}
