import { inspect } from 'node:util'
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres'
import type { Sql } from 'postgres'
import { restStatus } from '#local/supabase/rest-errors.ts'
import { restTypes } from '#local/supabase/rest-values.ts'

/**
 * Opens the connection of @supabase/lite, with what 0.10.0 gets wrong repaired:
 * JSON arguments were encoded twice, timestamps were not ISO 8601, most errors of Postgres answered 500 with code SUP,
 * every start granted everything to everyone, and a stop waited for every transaction of a caller.
 */
export function openConnection(url: string): PostgresConnection {
  const connection = createPostgresConnection({
    url,
    postgresOptions: {
      max: 10,
      onnotice: () => {},
      types: restTypes,
    },
  })
  skipGrants(connection)
  passErrors(connection)
  shortenLog(connection)
  endSoon(connection)
  return connection
}

/** 'active' means "the grants are in place": lite then leaves privileges to the migrations. */
function skipGrants(connection: PostgresConnection): void {
  ;(connection as unknown as { rlsState: string }).rlsState = 'active'
}

type DatabaseError = Error & { code?: unknown; detail?: string; hint?: string }
type Variables = { auth?: { role?: string } } | undefined
type WithContext = (variables: Variables, ...rest: unknown[]) => Promise<unknown>

/** lite answers an error with code PGRST as PostgREST does (message and detail hold the answer as JSON), so errors travel as such. */
function passErrors(connection: PostgresConnection): void {
  const target = connection as unknown as { withContext: WithContext }
  const withContext = target.withContext.bind(connection)
  target.withContext = async (variables, ...rest) => {
    try {
      return await withContext(variables, ...rest)
    } catch (error) {
      const { code, message, detail, hint } = error as DatabaseError
      const signedIn = (variables?.auth?.role ?? 'anon') !== 'anon'
      const status = typeof code === 'string' ? restStatus(code, message, signedIn) : undefined
      if (status === undefined) throw error
      throw new PassedError({ code: String(code), message, details: detail ?? null, hint: hint ?? null }, status)
    }
  }
}

type RestError = { code: string; message: string; details: string | null; hint: string | null }

class PassedError extends Error {
  code = 'PGRST'
  detail: string
  answer: RestError
  constructor(answer: RestError, status: number) {
    super(JSON.stringify(answer))
    this.answer = answer
    this.detail = JSON.stringify({ status, headers: {} })
  }
}

/** Ends after a second what still runs. Without a limit, one transaction that nobody ends keeps the store from stopping. */
function endSoon(connection: PostgresConnection): void {
  const target = connection as unknown as { driver: Sql; close(): Promise<void> }
  target.close = () => target.driver.end({ timeout: 1 })
}

/** lite prints every error it meets with its stack: one line is enough for an answer that the caller gets anyway. */
function shortenLog(connection: PostgresConnection): void {
  const target = connection as unknown as { normalizeDbError: (error: unknown) => DatabaseError }
  const normalize = target.normalizeDbError.bind(connection)
  target.normalizeDbError = (error) => {
    const normalized = normalize(error)
    const { code = '', message } = normalized instanceof PassedError ? normalized.answer : normalized
    return Object.defineProperty(normalized, inspect.custom, { value: () => `database: ${code} ${message}` })
  }
}
