/**
 * The most rows that the database API gives for one request: `max_rows` in supabase/config.toml, and in a hosted project
 * (https://supabase.com/docs/guides/api). It says nothing when it cuts a list.
 */
export const mostRows = 1_000

/**
 * `fetch` that refuses an answer of the database API which may be cut: as many rows as the API gives, though the request did not
 * ask for so few. Who reads a list that grows asks for a page of it, or an SQL function for one JSON.
 */
export function refuseCutLists(send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init)
    // PostgREST counts the rows from 0: `0-999/*`.
    const [, first, last] = /^(\d+)-(\d+)\//.exec(response.headers.get('content-range') ?? '') ?? []
    if (first === undefined || Number(last) - Number(first) + 1 < mostRows) return response
    const url = new URL(input instanceof Request ? input.url : input)
    const asked = url.searchParams.get('limit')
    if (asked !== null && Number(asked) <= mostRows) return response
    await response.body?.cancel()
    // An answer and no exception, which the SDK would take for a broken connection, and try again.
    const message = `${url.pathname} may have more than ${mostRows} rows. Ask for a page of them.`
    return Response.json({ code: 'cut', message, details: null, hint: null }, { status: 400 })
  }
}
