import { thumbHashToAverageRGBA } from 'thumbhash'
import { channels } from '#components/colour.ts'
import type { Photograph } from '#shop/types.ts'

/** The average colour of a photograph, as CSS, for the moment before the file is there. */
export function wallColour(photograph: Photograph): string {
  if (!photograph.thumbhash) return 'var(--wall)'
  return `rgb(${average(photograph)
    .map((part) => Math.round(part * 255))
    .join(' ')})`
}

/** How far a photograph as a whole is from a colour such as `#857a69`: 0 is the same. */
export function distanceFrom(hex: string, photograph: Photograph | null): number {
  if (!photograph?.thumbhash) return Number.POSITIVE_INFINITY
  const found = average(photograph)
  return Math.hypot(...channels(hex).map((part, index) => part - (found[index] ?? 0)))
}

function average({ thumbhash }: Photograph): number[] {
  const { r, g, b } = thumbHashToAverageRGBA(Uint8Array.from(atob(thumbhash), (byte) => byte.charCodeAt(0)))
  return [r, g, b]
}
