import type { SearchAnswer } from '#shop/catalog/types.ts'

const quote = (word: string) => `“${word}”`
const list = new Intl.ListFormat('en', { type: 'conjunction' })

function count({ products: { length }, more }: SearchAnswer): string {
  if (more) return `The first ${length} lamps`
  return length === 1 ? 'One lamp' : `${length} lamps`
}

/** What a search found, in one or two sentences: what is missing comes first. */
export function describeAnswer(query: string, answer: SearchAnswer): string {
  const { products, dropped, dearer, corrected } = answer
  if (products.length === 0) return `No lamps found for ${quote(query)}. Try another word, or choose a category.`
  const near = products.length === 1 ? 'This one is near' : 'These are near'
  if (dropped.length > 0) {
    return `No lamps found for ${quote(query)}. ${near}: we left out ${list.format(dropped.map(quote))}.`
  }
  if (dearer)
    return `No lamps found for ${quote(query)} at this price. ${products.length === 1 ? 'This one matches' : 'These match'} otherwise.`
  const found = `${count(answer)} found for ${quote(query)}.`
  if (corrected.length === 0) return found
  return `${found} We read ${list.format(corrected.map(([said, known]) => `${quote(said)} as ${quote(known)}`))}.`
}
