import { type Face, hasAll, openFonts } from '#lib/fonts.ts'

/** A line of text as outlines, because a server has no fonts: an SVG path, and its width in pixels. */
export type Line = Readonly<{ path: string; width: number }>

/**
 * Draws one line with the shop's typeface: the first font that has every letter, otherwise the last one.
 * @param size in pixels
 * @param at the left end of the baseline
 */
export function drawLine(text: string, face: Face, size: number, at: Readonly<{ x: number; y: number }>): Line {
  const whole = text.normalize('NFC')
  const fonts = openFonts(face)
  const font = (fonts.find((one) => hasAll(one.font, whole)) ?? fonts.at(-1))?.font
  if (!font) throw new Error(`shop.config.ts names no font for type.pdf.${face}.`)
  const scale = size / font.unitsPerEm
  const { glyphs, positions } = font.layout(whole)
  let x = at.x
  const parts: string[] = []
  for (const [index, glyph] of glyphs.entries()) {
    const place = positions[index]
    const { xOffset = 0, yOffset = 0, xAdvance = glyph.advanceWidth } = place ?? {}
    const [left, top] = [x + xOffset * scale, at.y - yOffset * scale].map((value) => value.toFixed(2))
    parts.push(`<path transform="translate(${left} ${top}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`)
    x += xAdvance * scale
  }
  return { path: parts.join(''), width: x - at.x }
}

/**
 * Breaks a text into lines of at most `width` pixels, between words. A word that is wider stands alone, and is shortened
 * by nothing: the caller chooses a smaller size.
 */
export function breakLines(text: string, face: Face, size: number, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    const fits = drawLine(longer, face, size, { x: 0, y: 0 }).width <= width
    if (lines.length > 0 && fits) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
