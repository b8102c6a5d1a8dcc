import { join } from 'node:path'
import { fallbackNames } from '#scripts/fallback-fonts.ts'
import type { Palette, ShopConfig } from '#shop.config.ts'

const note = 'Written by `npm run generate` from shop.config.ts.'

/** `app/palette.gen.css`: the palette as CSS variables. */
export function writePalette({ palette: { day, dusk, over } }: ShopConfig): string {
  const themed = (Object.keys(day) as (keyof Palette)[]).map((name) => [
    name,
    `light-dark(${day[name]}, ${dusk[name]})`,
  ])
  // Glowing parts use the light of dusk by day too.
  const fixed = [...Object.entries(over), ['glow', dusk.light]]
  const lines = [...themed, ...fixed].map(([name, value]) => `  --${name}: ${value};`)
  return `/* ${note} */\n:root {\n${lines.join('\n')}\n}\n`
}

/** `app/font.gen.ts`: the font's loader. Next reads its arguments without running the file, so they are literals. */
export function writeFont({ type: { file, weight, fallback } }: ShopConfig): string {
  const quote = (text: string) => `'${text.replaceAll("'", "\\'")}'`
  return `// ${note}
import localFont from 'next/font/local'

export const font = localFont({
  src: ${quote(join('../node_modules', file).replaceAll('\\', '/'))},
  weight: ${quote(weight)},
  // Until the file arrives a system font stands in, scaled by app/font.gen.css to the same widths and heights.
  display: 'swap',
  adjustFontFallback: false,
  variable: '--font-family',
  fallback: [${[...fallbackNames, ...fallback].map(quote).join(', ')}],
})
`
}

/** `app/icon.svg`: the shop's icon. */
export function writeIcon({ name, logo }: ShopConfig): string {
  const title = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const shapes = logo.icon.map((shape) => `  ${shape}\n`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\n  <title>${title}</title>\n${shapes}</svg>\n`
}
