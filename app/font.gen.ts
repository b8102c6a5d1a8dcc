// Written by `npm run generate` from shop.config.ts.
import localFont from 'next/font/local'

export const font = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  weight: '100 900',
  // The browser never changes it after first paint, so nothing moves; Chromium waits 100 ms for the preloaded file.
  display: 'optional',
  variable: '--font-family',
  fallback: ['system-ui', 'sans-serif'],
})
