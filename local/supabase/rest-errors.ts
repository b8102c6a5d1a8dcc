/**
 * The HTTP status PostgREST answers for an error of Postgres, or undefined when lite already answers it right.
 * Source: https://docs.postgrest.org/en/stable/references/errors.html#http-status-codes
 * @param code SQLSTATE
 * @param signedIn whether the caller has any other role than `anon`
 */
export function restStatus(code: string, message: string, signedIn: boolean): number | undefined {
  if (answeredByLite.has(code) || /^P(GRST|T)/.test(code) || !/^[0-9A-Z]{5}$/.test(code)) return undefined
  if (code === '42501') return signedIn ? 403 : 401
  if (code === '22023' && /^role .* does not exist$/.test(message)) return 401
  return byCode[code] ?? byClass[code.slice(0, 2)] ?? 400
}

/** lite words these itself, from its schema cache: unknown relation, column or function. */
const answeredByLite = new Set(['42P01', '42703', '42883', '25006'])

const byCode: Record<string, number> = {
  '21000': 500,
  '23503': 409,
  '23505': 409,
  '42P17': 500,
  '53400': 500,
  '57P01': 503,
  P0001: 400,
}

const byClass: Record<string, number> = {
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '53': 503,
  '54': 500,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
}
