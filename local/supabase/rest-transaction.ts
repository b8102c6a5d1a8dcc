import type { PostgresConnection } from '@supabase/lite/postgres'
import { restCall } from '#local/supabase/rest-call.ts'

type Run = (transaction: unknown) => Promise<unknown>
type Target = { withContext(variables: unknown, run: Run, options?: { rpc?: object }): Promise<unknown> }

/** Leaves a transaction, so that it is rolled back, with the answer to give. */
class Undone extends Error {
  answer: Response
  constructor(answer: Response) {
    super('undone')
    this.answer = answer
  }
}

/**
 * Undoes what a refused request has written, as PostgREST does: @supabase/lite 0.10.0 would commit an update of two rows that
 * `single()` refuses. Also holds functions to `max-affected`, which lite does for tables only.
 */
export function undoRefused(connection: PostgresConnection): void {
  const target = connection as unknown as Target
  const withContext = target.withContext.bind(connection)
  target.withContext = async (variables, run, options) => {
    const watched: Run = async (transaction) => {
      const answer = await run(transaction)
      if (!(answer instanceof Response)) return answer
      const refusal = await refusalOf(answer, options?.rpc !== undefined)
      if (refusal) throw new Undone(refusal)
      return answer
    }
    return withContext(variables, watched, options).catch((error: unknown) => {
      if (error instanceof Undone) return error.answer
      throw error
    })
  }
}

async function refusalOf(answer: Response, isFunction: boolean): Promise<Response | undefined> {
  const most = restCall.getStore()?.mostRows
  if (answer.status < 400 && (most === undefined || !isFunction)) return undefined
  const body: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined)
  if (answer.status >= 400) return isRefusal(body) ? answer : undefined
  const rows = Array.isArray(body) ? body.length : 1
  if (most === undefined || rows <= most) return undefined
  const message = 'Query result exceeds max-affected preference constraint'
  const details = `The query affects ${rows} rows`
  return Response.json({ code: 'PGRST124', details, hint: null, message }, { status: 400 })
}

/** An error of the server's own; a function may answer 4xx itself, by `response.status`, and then its work stays. */
function isRefusal(body: unknown): boolean {
  return /^PGRST/.test(String((body as { code?: unknown } | null)?.code))
}
