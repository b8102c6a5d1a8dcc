import type { PostgresConnection } from '@supabase/lite/postgres'
import type { Sql } from 'postgres'
import { notImplemented, problemResponse } from '#local/supabase/gateway.ts'
import { columnTypes, prepareRequest, type RestSchema, tableOf } from '#local/supabase/rest-body.ts'
import { restCall } from '#local/supabase/rest-call.ts'
import { answerCsv, askForJson } from '#local/supabase/rest-csv-answer.ts'
import { restStatus } from '#local/supabase/rest-errors.ts'
import { findLimit, functionOf, isFunction, unnamedOf } from '#local/supabase/rest-limits.ts'
import { hideEscapes } from '#local/supabase/rest-logic.ts'
import { readMostRows, readPreferences, withApplied, withKnownPreferences } from '#local/supabase/rest-preferences.ts'
import type { RoleSettings } from '#local/supabase/rest-session.ts'

export type RestParts = {
  connection: PostgresConnection
  sql: Sql
  settings: RoleSettings
  fetch: (request: Request) => Response | Promise<Response>
}

/** Answers a request to `/rest/v1/` through @supabase/lite, with what 0.10.0 does otherwise than PostgREST repaired or refused. */
export async function answerRest({ connection, sql, settings, fetch }: RestParts, request: Request): Promise<Response> {
  const schema = (await connection.introspect({ useCache: true })) as unknown as RestSchema
  const refused = refuse(request, schema, settings)
  if (refused) return refused
  const preferences = readPreferences(request)
  const wanted = preferences.get('timezone') ?? ''
  const timezone = schema.timezones?.includes(wanted) ? wanted : undefined
  const call = { timezone, mostRows: readMostRows(preferences) }
  try {
    const isTable = functionOf(request) === undefined
    const asked = isTable ? askForJson(request) : request
    const prepared = await prepareRequest(sql, schema, hideEscapes(withKnownPreferences(asGet(asked))))
    const response = await restCall.run(call, () => fetch(prepared))
    const computed = await refuseComputed(response, request, schema)
    const applied = computed ?? withApplied(response, preferences, timezone)
    const answer = isTable ? await answerCsv(request, applied, columnTypes(schema, tableOf(request))) : applied
    return request.method === 'HEAD' ? new Response(null, answer) : answer
  } catch (error) {
    return answerError(error as { code?: unknown; message: string })
  }
}

function refuse(request: Request, schema: RestSchema, settings: RoleSettings): Response | undefined {
  const limit = findLimit(request, schema, settings.server())
  if (limit) return problemResponse(notImplemented(request.method, `${new URL(request.url).pathname} with ${limit}`))
  if (request.headers.get('accept') === 'application/octet-stream')
    return refusal(406, 'PGRST107', 'None of these media types are available: application/octet-stream')
  const select = new URL(request.url).searchParams.get('select') ?? ''
  // lite takes what begins so for a request of everything.
  if (select.startsWith('(')) {
    const details = 'unexpected "(" expecting field name (* or [a..z0..9_$])'
    return refusal(400, 'PGRST100', `"failed to parse select parameter (${select})" (line 1, column 1)`, details)
  }
  const name = functionOf(request)
  if (!name) return undefined
  const type = request.method === 'POST' && unnamedOf(request.headers.get('content-type') ?? '')
  if (type) {
    const details = `Searched for the function public.${name} with a single unnamed ${type} parameter, but no matches were found in the schema cache.`
    return refusal(404, 'PGRST202', `Could not find the function public.${name} in the schema cache`, details)
  }
  if (readMostRows(readPreferences(request)) === undefined || returnsRows(schema, name)) return undefined
  const message = 'Function must return SETOF or TABLE when max-affected preference is used with handling=strict'
  return refusal(400, 'PGRST128', message)
}

/** True for a name of which every function returns rows. */
function returnsRows({ functions = [] }: RestSchema, name: string): boolean {
  return functions.every((one) => one.schema !== 'public' || one.name !== name || one.return_is_setof)
}

function refusal(status: number, code: string, message: string, details: string | null = null): Response {
  return Response.json({ code, details, hint: null, message }, { status })
}

/** lite answers 400 to HEAD on a function that returns one value. */
function asGet(request: Request): Request {
  return request.method === 'HEAD' && functionOf(request) ? new Request(request, { method: 'GET' }) : request
}

/** lite does not know the computed columns of rows that a function returns. */
async function refuseComputed(response: Response, request: Request, schema: RestSchema): Promise<Response | undefined> {
  if (response.status !== 400 || !functionOf(request)) return undefined
  const { code, message } = (await response.clone().json()) as { code?: string; message?: string }
  const column = code === '42703' ? /^column "([^"]+)"/.exec(message ?? '')?.[1] : undefined
  if (!column || !isFunction(schema, column)) return undefined
  const what = `${new URL(request.url).pathname} with the computed column "${column}"`
  return problemResponse(notImplemented(request.method, what))
}

function answerError({ code, message }: { code?: unknown; message: string }): Response {
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) throw Object.assign(new Error(message), { code })
  return refusal(restStatus(code, message, true) ?? 400, code, message)
}
