import type PDFDocument from 'pdfkit'
import { type Face, hasAll, openFonts } from '#lib/fonts.ts'
import { shop } from '#shop.config.ts'

export type Document = InstanceType<typeof PDFDocument>
const lacking = new WeakSet<Document>()
const graphemes = new Intl.Segmenter(shop.locale, { granularity: 'grapheme' })

/** Stands for a letter that none of the shop's fonts has. */
const unknown = '?'

/**
 * Chooses the first of the shop's fonts that has every letter of a text, and returns the text to draw with it. Letters that no
 * font has, such as Chinese ones and emoji, become question marks; `lacksLetters` is then true.
 */
export function setFace(document: Document, face: Face, text: string): string {
  const fonts = openFonts(face)
  const whole = text.normalize('NFC')
  const points = [...whole].map((letter) => letter.codePointAt(0) ?? 0)
  const missing = fonts.map(({ font }) => points.filter((point) => !font.hasGlyphForCodePoint(point)).length)
  const best = fonts[missing.indexOf(Math.min(...missing))]
  if (!best) throw new Error(`shop.config.ts names no font for type.pdf.${face}.`)
  document.font(best.path)
  if (Math.min(...missing) === 0) return whole
  lacking.add(document)
  return [...graphemes.segment(whole)].map(({ segment }) => (hasAll(best.font, segment) ? segment : unknown)).join('')
}

/** Returns true when a text of the document has letters that none of the fonts has. */
export function lacksLetters(document: Document): boolean {
  return lacking.has(document)
}
