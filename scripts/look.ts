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

/** Where the font's file is, seen from `app/`. */
export const fontPath = ({ type: { file } }: ShopConfig): string => `../node_modules/${file}`

/** `app/font.gen.ts`: the address of the font. The bundler reads the path without running the file, so it is a literal. */
export function writeFont(shop: ShopConfig): string {
  return `// ${note}

/** The address of the shop's font, as in app/font.gen.css. */
export const fontAddress = String(new URL('${fontPath(shop)}', import.meta.url))
`
}

/** `app/language.gen.ts`: the shop's language, for what every page loads ahead. */
export function writeLanguage({ language }: ShopConfig): string {
  return `// ${note}

/** The language of the shop's pages. Where it is imported from here, the browser need not load shop.config.ts. */
export const language = '${language}'
`
}

/** `app/icon.svg`: the shop's icon. */
export function writeIcon({ name, logo }: ShopConfig): string {
  const title = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const shapes = logo.icon.map((shape) => `  ${shape}\n`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\n  <title>${title}</title>\n${shapes}</svg>\n`
}
