type Answer = { status: number; data: unknown; error: { code: string } | null }

/** Calls `maxAffected`, which the types of a client without a version of PostgREST withhold. */
export function maxAffected(query: { maxAffected(rows: number): unknown }, rows: number): PromiseLike<Answer> {
  return query.maxAffected(rows) as PromiseLike<Answer>
}
