import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import type { ShopConfig } from '#shop.config.ts'

/** English with its usual letters: how wide a font writes it decides where lines end. */
const sample = `A lamp stands off until something moves. Then its light is there, warm and quiet, for as long as you stay;
  when you go it waits again. Hang it over the table, put it beside the bed, or leave it in the hall for whoever comes home late.`

/**
 * Fonts that systems have, each with the mean width of a letter of the sample, in em. DejaVu Sans is measured; the others follow
 * from it by the ratios of https://github.com/seek-oss/capsize (xWidthAvg).
 */
const systemFonts = [
  { name: 'Arial', local: ['Arial', 'ArialMT', 'Liberation Sans', 'Helvetica'], width: 0.4305 },
  { name: 'Roboto', local: ['Roboto', 'Roboto-Regular'], width: 0.4295 },
  { name: 'DejaVu', local: ['DejaVu Sans', 'DejaVuSans'], width: 0.4943 },
] as const

/** The names of the fallbacks of the shop's font, in the order in which a browser looks for them. */
export const fallbackNames = systemFonts.map(({ name }) => `Fallback ${name}`)

/**
 * `app/font.gen.css`: system fonts, scaled to the widths and heights of the shop's font, so that little moves when it arrives
 * after the first paint (https://developer.mozilla.org/docs/Web/CSS/@font-face/size-adjust).
 */
export function writeFallbacks({ type: { file } }: ShopConfig): string {
  const font = create(readFileSync(join(import.meta.dirname, '..', 'node_modules', file))) as Font
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`
  const rules = systemFonts.map(({ local, width }, index) => {
    const scale = meanWidth(font) / width
    const part = (units: number) => percent(Math.abs(units) / font.unitsPerEm / scale)
    return `@font-face {
  font-family: "${fallbackNames[index]}";
  src: ${local.map((name) => `local("${name}")`).join(', ')};
  size-adjust: ${percent(scale)};
  ascent-override: ${part(font.ascent)};
  descent-override: ${part(font.descent)};
  line-gap-override: ${part(font.lineGap)};
}
`
  })
  return `/* Written by \`npm run generate\` from shop.config.ts. */\n${rules.join('\n')}`
}

function meanWidth(font: Font): number {
  const letters = [...sample.replace(/\s+/g, ' ')]
  const widths = letters.map((letter) => font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth)
  return widths.reduce((sum, width) => sum + width, 0) / letters.length / font.unitsPerEm
}
