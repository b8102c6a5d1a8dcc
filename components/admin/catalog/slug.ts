import transliterate from '@sindresorhus/transliterate'

const longest = 80

/** Gives the problem with a slug such as `porch-light`, as a sentence; null when it is valid. */
export function slugProblem(slug: string): string | null {
  if (slug === '') return 'Enter a slug such as porch-light.'
  if (slug.length > longest) return `Use at most ${longest} characters.`
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    return 'Use only lower-case letters, digits and single hyphens, such as porch-light.'
  }
  return null
}

/**
 * Suggests a slug for a name; empty when none of its characters can be in a slug. Accents go first, so that ü is u in every
 * language; the table has letters that Unicode does not take apart, such as ł and ø, and other alphabets.
 */
export function suggestSlug(name: string): string {
  return transliterate(name.normalize('NFKD').replace(/\p{M}/gu, ''))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-|-$/g, '')
}
