import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import type PDFDocument from 'pdfkit'
import { shop } from '#shop.config.ts'

export type Document = InstanceType<typeof PDFDocument>
export type Face = keyof typeof shop.type.pdf

type OpenFont = { path: string; font: Font }

const opened = new Map<Face, OpenFont[]>()
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

function hasAll(font: Font, text: string): boolean {
  return [...text].every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
}

function openFonts(face: Face): OpenFont[] {
  const known = opened.get(face)
  if (known) return known
  const fonts = shop.type.pdf[face].map((file) => {
    const path = join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', file)
    return { path, font: create(readFileSync(path)) as Font }
  })
  opened.set(face, fonts)
  return fonts
}
