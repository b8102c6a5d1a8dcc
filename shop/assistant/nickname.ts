import { plain, singular } from '#shop/assistant/text.ts'
import type { Product } from '#shop/catalog/types.ts'

/**
 * Finds the lamp that a message calls by what it is: "the snail", "that beehive one". A lamp is what its tagline or its
 * description begins with ("A snail turned from solid wood"). Null when no lamp is that, or several are.
 * @param text plain
 * @param unknown words of it without another meaning
 * @param shown slugs of lamps; of several, one that was shown is meant
 */
export function nicknamed(
  text: string,
  unknown: readonly string[],
  lamps: readonly Product[],
  shown: readonly string[],
): string | null {
  for (const word of unknown) {
    if (
      !new RegExp(
        String.raw`\b(?:the|that|this|your) (?:\w+ ){0,3}${word}\b|\b${word} (?:lamp|light|one|thing|thingy)s?\b`,
      ).test(text)
    )
      continue
    const called = lamps.filter((lamp) => isA(lamp, singular(word)))
    const meant = called.length > 1 ? called.filter(({ slug }) => shown.includes(slug)) : called
    if (meant.length === 1) return meant[0]?.slug ?? null
  }
  return null
}

const beginning = 7
/** Words after which a text says what the lamp has or does, and no more what it is. */
const ends = /^(?:with|without|of|in|on|for|that|and|resting|turned|over|above|against|inside|left|along)$/

function isA({ tagline, description }: Product, word: string): boolean {
  return [tagline, description].some((text) => {
    const words = plain(text).split(' ')
    if (!/^(?:an?|the)$/.test(words[0] ?? '')) return false
    const end = words.findIndex((one) => ends.test(one))
    return words
      .slice(1, Math.min(end < 0 ? beginning : end, beginning))
      .map(singular)
      .includes(word)
  })
}
