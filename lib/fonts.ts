import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import { shop } from '#shop.config.ts'

/** A weight of the shop's typeface for what a server draws: PDFs and pictures. */
export type Face = keyof typeof shop.type.pdf

type OpenFont = Readonly<{ path: string; font: Font }>

const opened = new Map<Face, OpenFont[]>()

/** Reads the font files of a face, best first: once in a process. */
export function openFonts(face: Face): OpenFont[] {
  const known = opened.get(face)
  if (known) return known
  const fonts = shop.type.pdf[face].map((file) => {
    const path = join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', file)
    return { path, font: create(readFileSync(path)) as Font }
  })
  opened.set(face, fonts)
  return fonts
}

/** True when a font has every letter of a text. */
export function hasAll(font: Font, text: string): boolean {
  return [...text].every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
}
