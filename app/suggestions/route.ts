import { readQuery } from '#app/(shop)/(personal)/search/query.ts'
import { getSearchAnswer } from '#app/queries.ts'
import { mostSuggested, noSuggestions, toSuggestions } from '#components/catalog/suggestions.ts'

// Nothing here depends on who asks, so a CDN may keep each answer. A price in a list may be five minutes old.
const headers = { 'cache-control': 'public, max-age=60, s-maxage=300, stale-while-revalidate=600' }

/** Suggests lamps and categories while somebody types: `GET /suggestions?q=por`. The search box shows them. */
export async function GET(request: Request): Promise<Response> {
  const query = readQuery(new URL(request.url).searchParams.get('q') ?? undefined).toLowerCase()
  const suggestions = query ? toSuggestions(await getSearchAnswer(query, mostSuggested)) : noSuggestions
  return Response.json(suggestions, { headers })
}
