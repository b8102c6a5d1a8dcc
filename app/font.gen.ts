// Written by `npm run generate` from shop.config.ts.
import localFont from 'next/font/local'

export const font = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  weight: '100 900',
  // Until the file arrives a system font stands in, scaled by app/font.gen.css to the same widths and heights.
  display: 'swap',
  adjustFontFallback: false,
  variable: '--font-family',
  fallback: ['Fallback Arial', 'Fallback Roboto', 'Fallback DejaVu', 'system-ui', 'sans-serif'],
})
