// Written by `npm run generate` from shop.config.ts.

/** The address of the shop's font, as in app/font.gen.css. */
export const fontAddress = String(new URL('../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2', import.meta.url))
