import type { LocalShop } from '#local/shop.ts'

const plain =
  '--paper: Canvas; --ink: CanvasText; --quiet: CanvasText; --line: GrayText; --light: LinkText; --wrong: CanvasText'
let look = { colours: plain, locale: 'en' }

/** Sets the colours and the locale of all pages of the local services. The default is the browser's colours and English. */
export function setLook({ palette: { day, dusk }, locale }: LocalShop): void {
  const names = ['paper', 'ink', 'quiet', 'line', 'light', 'wrong'] as const
  look = { colours: names.map((name) => `--${name}: light-dark(${day[name]}, ${dusk[name]})`).join('; '), locale }
}

/** The colours as declarations of CSS variables, and the locale of times. */
export const getLook = () => look
