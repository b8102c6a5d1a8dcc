import { channels } from '#components/ui/colour.ts'
import type { Photograph } from '#shop/catalog/types.ts'

/** The average colour of a photograph, as CSS, shown while the photograph loads. */
export function wallColour(photograph: Photograph): string {
  const average = averageColour(photograph)
  return average ? `rgb(${average.map((part) => Math.round(part * 255)).join(' ')})` : 'var(--wall)'
}

/** The distance of a photograph's average colour from a colour such as `#857a69`; 0 is the same colour. */
export function distanceFrom(hex: string, photograph: Photograph | null): number {
  const average = photograph && averageColour(photograph)
  if (!average) return Number.POSITIVE_INFINITY
  return Math.hypot(...channels(hex).map((part, index) => part - (average[index] ?? 0)))
}

/**
 * Red, green and blue from 0 to 1, out of the first three bytes of a thumbhash: the average as luminance (6 bits) and
 * two opponent colours (6 bits each), see https://evanw.github.io/thumbhash/.
 */
function averageColour({ thumbhash }: Photograph): number[] | null {
  if (!thumbhash) return null
  const [low = 0, middle = 0, high = 0] = Array.from(atob(thumbhash.slice(0, 4)), (byte) => byte.charCodeAt(0))
  const header = low | (middle << 8) | (high << 16)
  const luminance = (header & 63) / 63
  const yellowBlue = ((header >> 6) & 63) / 31.5 - 1
  const redGreen = ((header >> 12) & 63) / 31.5 - 1
  const blue = luminance - (2 / 3) * yellowBlue
  const red = (3 * luminance - blue + redGreen) / 2
  return [red, red - redGreen, blue].map((part) => Math.min(1, Math.max(0, part)))
}
