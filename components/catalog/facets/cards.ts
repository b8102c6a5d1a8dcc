import type { ProductCard } from '#shop/catalog/types.ts'

/** The cards of lamps that are known by now. */
export type Cards = Readonly<{
  /** the cards of the lamps at these places; null until all are there */
  find(places: readonly number[]): ProductCard[] | null
  /** loads them; rejects when the shop cannot be reached */
  load(places: readonly number[]): Promise<void>
}>

/** Cards come from files with a page of them each, as the lists have them: `/cards/1`. */
export function createCards(
  slugs: readonly string[],
  cardsOfPage: number,
  fetchPage = (page: number): Promise<readonly ProductCard[]> => fetchJson(`/cards/${page}`),
): Cards {
  const pages = new Map<number, Promise<void>>()
  const known = new Map<string, ProductCard>()
  const missing = (places: readonly number[]) => [
    ...new Set(places.flatMap((place) => (known.has(slugs[place] ?? '') ? [] : [Math.floor(place / cardsOfPage) + 1]))),
  ]
  const loaded = new Set<number>()
  async function loadPage(page: number): Promise<void> {
    for (const card of await fetchPage(page)) known.set(card.slug, card)
    loaded.add(page)
  }
  return {
    find(places) {
      if (missing(places).some((page) => !loaded.has(page))) return null
      // A lamp that has left the shop since the index was made has no card.
      return places.flatMap((place) => known.get(slugs[place] ?? '') ?? [])
    },
    async load(places) {
      await Promise.all(
        missing(places).map((page) => {
          const loading = pages.get(page) ?? loadPage(page)
          pages.set(page, loading)
          loading.catch(() => pages.delete(page))
          return loading
        }),
      )
    },
  }
}

/** Fetches a file of the shop. */
export async function fetchJson<Answer>(address: string): Promise<Answer> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`The shop answered ${response.status}.`)
  return response.json()
}
