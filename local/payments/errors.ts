/** Stripe's types of errors: https://docs.stripe.com/api/errors */
export type ErrorKind = 'invalid_request_error' | 'idempotency_error' | 'api_error' | 'rate_limit_error'

export type ErrorDetails = { code?: string; param?: string; type?: ErrorKind }

/** A refusal in Stripe's shape. Thrown by handlers; `answerOf` turns it into the body and status on the wire. */
export class Refusal extends Error {
  readonly status: number
  readonly details: ErrorDetails

  constructor(status: number, message: string, details: ErrorDetails = {}) {
    super(message)
    this.status = status
    this.details = details
  }
}

/** The error for a feature of Stripe that this service does not implement: 501, so that it looks neither done nor like a typo. */
export function notServed(what: string, param?: string): Refusal {
  const message = `${what} is not served by the local payments service.`
  return new Refusal(501, message, param === undefined ? {} : { param })
}

/** The error for an invalid parameter: 400 with its name. */
export function invalid(param: string, message: string, code = 'parameter_invalid'): Refusal {
  return new Refusal(400, message, { code, param })
}

/** A request that lacks a parameter. */
export function missing(param: string): Refusal {
  return invalid(param, `Missing required param: ${param}.`, 'parameter_missing')
}

/** The error for an unknown id: 404 `resource_missing`. */
export function unknownObject(kind: string, id: string, param = 'id'): Refusal {
  const name = kind.replace('_', ' ')
  return new Refusal(404, `No such ${name}: '${id}'`, { code: 'resource_missing', param })
}

export type WireAnswer = { status: number; body: string }

/** The response for any error. An error that is not a Refusal is a fault of this service and gives 500. */
export function answerOf(thrown: unknown): WireAnswer {
  const refusal = thrown instanceof Refusal ? thrown : internal(thrown)
  const error = { type: 'invalid_request_error', message: refusal.message, ...refusal.details }
  return { status: refusal.status, body: JSON.stringify({ error }, null, 2) }
}

function internal(thrown: unknown): Refusal {
  console.error('payments: unexpected error', thrown)
  return new Refusal(500, `The local payments service failed: ${String(thrown)}`, { type: 'api_error' })
}
