// Matches colours of finishes with words such as "green".

type Hsl = { hue: number; saturation: number; lightness: number }

/** Hue in degrees, saturation and lightness from 0 to 1 (https://www.w3.org/TR/css-color-4/#rgb-to-hsl). */
function toHsl(hex: string): Hsl {
  const number = Number.parseInt(hex.slice(1), 16)
  const [red, green, blue] = [(number >> 16) / 255, ((number >> 8) & 255) / 255, (number & 255) / 255]
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  const spread = most - least
  const lightness = (most + least) / 2
  if (spread === 0) return { hue: 0, saturation: 0, lightness }
  const sixth = hueOf({ red, green, blue }, most, spread)
  return { hue: (sixth * 60 + 360) % 360, saturation: spread / (1 - Math.abs(2 * lightness - 1)), lightness }
}

function hueOf({ red, green, blue }: { red: number; green: number; blue: number }, most: number, spread: number) {
  if (most === red) return ((green - blue) / spread) % 6
  return most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4
}

const between = (value: number, low: number, high: number) => value >= low && value < high
const isGrey = ({ saturation }: Hsl) => saturation < 0.14
const red = ({ hue, saturation, lightness }: Hsl) =>
  (hue < 14 || hue >= 345) && saturation > 0.3 && between(lightness, 0.15, 0.6)
const grey = (colour: Hsl) =>
  isGrey(colour) && between(colour.lightness, 0.24, 0.75) && !(between(colour.hue, 65, 170) && colour.saturation > 0.08)
const silver = (colour: Hsl) => grey(colour) && colour.lightness > 0.45
const gold = ({ hue, saturation, lightness }: Hsl) =>
  between(hue, 33, 55) && saturation > 0.45 && between(lightness, 0.3, 0.7)
const cream = ({ hue, lightness }: Hsl) => between(hue, 25, 65) && lightness >= 0.7

const families: Record<string, (colour: Hsl) => boolean> = {
  red,
  orange: ({ hue, saturation, lightness }) => between(hue, 9, 33) && saturation > 0.45 && between(lightness, 0.3, 0.7),
  // Paler ones are stone and cream, browner ones brass.
  yellow: ({ hue, saturation, lightness }) => between(hue, 35, 65) && saturation > 0.55 && between(lightness, 0.4, 0.8),
  green: ({ hue, saturation, lightness }) =>
    (between(hue, 65, 170) || (between(hue, 48, 65) && lightness < 0.3)) && saturation > 0.08,
  blue: ({ hue, saturation }) => between(hue, 190, 260) && saturation > 0.12,
  purple: ({ hue, saturation }) => between(hue, 260, 320) && saturation > 0.12,
  pink: ({ hue, saturation, lightness }) => (hue < 25 || hue >= 325) && saturation > 0.15 && lightness > 0.6,
  turquoise: ({ hue, saturation }) => between(hue, 160, 200) && saturation > 0.12,
  white: ({ lightness }) => lightness > 0.78,
  // A dark wood is brown.
  black: ({ hue, saturation, lightness }) => lightness < 0.22 && !(between(hue, 10, 48) && saturation > 0.25),
  grey,
  gray: grey,
  silver,
  brown: ({ hue, saturation, lightness }) =>
    between(hue, 12, 45) && saturation > 0.15 && between(lightness, 0.15, 0.45),
  gold,
  golden: gold,
  beige: cream,
  cream,
}

/** How light a colour such as `#4a4a2e` is, from 0 to 1. */
export const lightness = (hex: string): number => toHsl(hex).lightness

export const isColour = (word: string): boolean => Object.hasOwn(families, word)

/** Returns true if people would call a colour, such as `#4a4a2e`, by this word. False for words that are no colour. */
export function matchesColour(hex: string, word: string): boolean {
  return isColour(word) && (families[word]?.(toHsl(hex)) ?? false)
}
