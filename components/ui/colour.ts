type Rgb = readonly [red: number, green: number, blue: number]

// Only pure black or white has the contrast of WCAG AA on every colour.
const dark = '#000000'
const bright = '#ffffff'

/** Black or white, whichever has the higher contrast (WCAG 2.2) on a colour such as `#857a69`. */
export function readableOn(hex: string): string {
  return contrast(hex, dark) >= contrast(hex, bright) ? dark : bright
}

/** The channels of a colour such as `#857a69`, from 0 to 1. */
export function channels(hex: string): Rgb {
  const number = Number.parseInt(hex.slice(1), 16)
  return [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255]
}

/** The contrast of two colours as WCAG 2.2 defines it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
