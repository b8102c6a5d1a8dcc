import { getSearchIndex } from '#app/queries.ts'

/** What the search box searches, as a file: `GET /search-index` -> SearchIndex, or null when the database has to answer. */
export async function GET(): Promise<Response> {
  return Response.json(await getSearchIndex())
}
