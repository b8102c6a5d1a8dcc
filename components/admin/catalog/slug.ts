const longest = 80

/** What is wrong with an address such as `porch-light`, as a sentence; null when nothing is. */
export function slugProblem(slug: string): string | null {
  if (slug === '') return 'An address is needed, such as porch-light.'
  if (slug.length > longest) return `An address has at most ${longest} characters.`
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    return 'Small letters and digits only, with single hyphens between them, such as porch-light.'
  }
  return null
}

/** The address that a name suggests; empty when no letter of it can be written in one. */
export function suggestSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-|-$/g, '')
}
