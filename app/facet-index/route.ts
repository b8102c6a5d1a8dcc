import { getFacetIndex } from '#app/queries.ts'

/** What the browser narrows lists with, as a file: `GET /facet-index` -> FacetIndex, or null when the database has to answer. */
export async function GET(): Promise<Response> {
  return Response.json(await getFacetIndex())
}
