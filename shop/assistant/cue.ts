/** A pattern of words, and the words in it. */
export type Cue = { test(text: string): boolean; words: readonly string[] }

/**
 * Builds a cue from a list of phrases, one or more per line, separated by `|`. In a phrase, `a/b` matches either word, `weigh*` every
 * word that starts so, `the?` an optional word, and `..` any number of words. Phrases match anywhere in a plain text.
 */
export function cue(phrases: string): Cue {
  const list = phrases
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean)
  const expression = new RegExp(`(?:${list.map(toExpression).join('|')})(?= |$)`)
  const words = list.flatMap((phrase) => phrase.match(/[a-z]{3,}(?![a-z]*\*)/g) ?? [])
  return { test: (text) => expression.test(` ${text}`), words }
}

function toExpression(phrase: string): string {
  return phrase
    .split(/\s+/)
    .map((token) => {
      if (token === '..') return '(?: \\S+)*?'
      const optional = token.endsWith('?')
      const words = (optional ? token.slice(0, -1) : token).split('/').map((word) => word.replace('*', '\\S*'))
      const group = words.length > 1 ? `(?:${words.join('|')})` : words.join('')
      return optional ? `(?: ${group})?` : ` ${group}`
    })
    .join('')
}
