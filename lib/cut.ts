const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Shortens a text to at most so many UTF-16 units, the unit of `length`, without cutting through a letter: an emoji of several
 * code points and a letter with its accents stay whole or go (https://unicode.org/reports/tr29/).
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = graphemes.segment(text.slice(0, most + 1)).containing(most)?.index ?? most
  return text.slice(0, end)
}

/** As `cut`, with an ellipsis in place of what is missing. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${cut(text, most - 1).trimEnd()}…`
}

/** The first letters of a text, at most so many, whole. */
export function firstLetters(text: string, most: number): string {
  let count = 0
  for (const { index } of graphemes.segment(text)) if (count++ === most) return text.slice(0, index)
  return text
}

/** The first letter of a text, whole; empty for an empty text. */
export function firstLetter(text: string): string {
  return firstLetters(text, 1)
}
