import type { LocalShop } from '#local/shop.ts'

const plain =
  '--paper: Canvas; --ink: CanvasText; --quiet: CanvasText; --line: GrayText; --light: LinkText; --wrong: CanvasText'
let look = { colours: plain, locale: 'en' }

/** Gives the pages of every service in this process the shop's colours and locale. Until then they are the browser's and English. */
export function setLook({ palette: { day, dusk }, locale }: LocalShop): void {
  const names = ['paper', 'ink', 'quiet', 'line', 'light', 'wrong'] as const
  look = { colours: names.map((name) => `--${name}: light-dark(${day[name]}, ${dusk[name]})`).join('; '), locale }
}

/** The colours as declarations of CSS variables, and the locale that times are written in. */
export const getLook = () => look
