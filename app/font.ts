import localFont from 'next/font/local'

/** Hanken Grotesk, the Latin subset: one variable file of 35 kB for both weights. */
export const font = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  weight: '100 900',
  // Never changed after first paint, so nothing moves; it is preloaded, and Chromium waits 100 ms for it.
  display: 'optional',
  variable: '--font-family',
  fallback: ['system-ui', 'sans-serif'],
})
