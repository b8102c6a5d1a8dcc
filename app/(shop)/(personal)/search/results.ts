import { getFoundLamps, getSearchAnswer } from '#app/queries.ts'
import { type Choice, isNarrowed, readChoice, writeChoice } from '#components/catalog/facets/choice.ts'
import type { FoundLamps } from '#shop/catalog/facet-types.ts'
import { lampsOfPage } from '#shop/catalog/lists.ts'
import type { FoundProduct, SearchAnswer } from '#shop/catalog/types.ts'

export type Results = Readonly<{
  /** what a search found; null when nobody searched */
  answer: SearchAnswer | null
  /** what is left of it, or of all lamps; null when the search found nothing */
  found: FoundLamps<FoundProduct> | null
  choice: Choice
  narrowed: boolean
  page: number
  pages: number
  /** the address of the first page */
  path: string
}>

/** Reads what an address of the search page asks for; null when it asks for nothing. `show` alone asks for all lamps; `show=filter` also opens the form. */
export async function readResults(query: string, parameters: URLSearchParams): Promise<Results | null> {
  const choice = readChoice(parameters)
  const narrowed = isNarrowed(choice)
  if (!query && !narrowed && !parameters.has('show')) return null
  const answer = query ? await getSearchAnswer(query.toLowerCase()) : null
  const page = query ? 1 : readPage(parameters.get('page'))
  const path = `/search${writeChoice({ ...choice, screens: 1 }) || '?show=1'}`
  const common = { answer, choice, narrowed, page, path }
  if (answer && answer.products.length === 0) return { ...common, found: null, pages: 1 }
  const slugs = answer?.products.map(({ slug }) => slug)
  const found = await getFoundLamps(choice.chosen, choice.sort, page, slugs)
  const finishes = new Map(answer?.products.map(({ slug, finish }) => [slug, finish]))
  const lamps = found.lamps.map((lamp) => ({ ...lamp, finish: finishes.get(lamp.slug) ?? null }))
  // A search has at most 48 lamps, and shows them on one page.
  const pages = query ? 1 : Math.max(1, Math.ceil(found.count / lampsOfPage))
  return { ...common, found: { ...found, lamps }, pages }
}

function readPage(value: string | null): number {
  return value && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 1
}
