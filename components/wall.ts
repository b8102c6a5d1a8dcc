import { thumbHashToAverageRGBA } from 'thumbhash'
import type { Photograph } from '#shop/types.ts'

/** The average colour of a photograph, as CSS, for the moment before the file is there. */
export function wallColour({ thumbhash }: Photograph): string {
  if (!thumbhash) return 'var(--wall)'
  const { r, g, b } = thumbHashToAverageRGBA(Uint8Array.from(atob(thumbhash), (byte) => byte.charCodeAt(0)))
  return `rgb(${[r, g, b].map((part) => Math.round(part * 255)).join(' ')})`
}
