import Link from 'next/link'
import { describeAnswer } from '#components/catalog/search-words.ts'
import { placeAddress } from '#components/catalog/suggestions.ts'
import type { SearchAnswer, SearchPlace } from '#shop/catalog/types.ts'

/** Says what a search found. Screen readers hear it when it changes. */
export function SearchHeading({ query, answer }: { query: string; answer: SearchAnswer }) {
  return (
    <p role="status" className="text-quiet">
      {describeAnswer(query, answer)}
    </p>
  )
}

/** The categories and collections that a search is about. */
export function SearchPlaces({ places }: { places: readonly SearchPlace[] }) {
  if (places.length === 0) return null
  return (
    <nav aria-label="Categories and collections" className="flex flex-wrap gap-x-6 gap-y-2 pb-6">
      {places.map((place) => (
        <Link key={placeAddress(place)} href={placeAddress(place)} className="link inline-flex min-h-11 items-center">
          {place.name}
        </Link>
      ))}
    </nav>
  )
}
