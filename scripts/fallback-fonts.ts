import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'
import { fontPath } from '#scripts/look.ts'
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

/**
 * `app/font.gen.css`: the shop's font, and system fonts that are scaled to its widths and heights, so that little moves when it arrives
 * after the first paint (https://developer.mozilla.org/docs/Web/CSS/@font-face/size-adjust). Not next/font, which preloads it ahead of
 * the stylesheet and the first photograph.
 */
export function writeFontFaces(shop: ShopConfig): string {
  const { file, weight, fallback } = shop.type
  const font = create(readFileSync(join(import.meta.dirname, '..', 'node_modules', file))) as Font
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`
  const own = `@font-face {
  font-family: "Shop";
  src: url("${fontPath(shop)}") format("woff2");
  font-weight: ${weight};
  font-display: swap;
}
`
  const rules = systemFonts.map(({ name, local, width }) => {
    const scale = meanWidth(font) / width
    const part = (units: number) => percent(Math.abs(units) / font.unitsPerEm / scale)
    return `@font-face {
  font-family: "Fallback ${name}";
  src: ${local.map((name) => `local("${name}")`).join(', ')};
  size-adjust: ${percent(scale)};
  ascent-override: ${part(font.ascent)};
  descent-override: ${part(font.descent)};
  line-gap-override: ${part(font.lineGap)};
}
`
  })
  // The browser takes the first one that the system has.
  const names = ['"Shop"', ...systemFonts.map(({ name }) => `"Fallback ${name}"`), ...fallback].join(', ')
  const root = `:root {\n  --font-family: ${names};\n}\n`
  return `/* Written by \`npm run generate\` from shop.config.ts. */\n${[own, ...rules, root].join('\n')}`
}

function meanWidth(font: Font): number {
  const letters = [...sample.replace(/\s+/g, ' ')]
  const widths = letters.map((letter) => font.glyphForCodePoint(letter.codePointAt(0) ?? 0).advanceWidth)
  return widths.reduce((sum, width) => sum + width, 0) / letters.length / font.unitsPerEm
}
