/** An error in Resend's shape, which handlers throw: https://resend.com/docs/api-reference/errors */
export class Refusal extends Error {
  readonly status: number
  readonly kind: string

  /** @param kind Resend's name of the error, for example `validation_error` */
  constructor(status: number, kind: string, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.kind = kind
  }
}

/** The response for any error. An error that is not a Refusal is a fault of this service and gives 500. */
export function answerRefusal(thrown: unknown): Response {
  const { status, kind, message } = thrown instanceof Refusal ? thrown : internal(thrown)
  return Response.json({ statusCode: status, name: kind, message }, { status })
}

function internal(thrown: unknown): Refusal {
  console.error('mail: unexpected error', thrown)
  return new Refusal(500, 'internal_server_error', `The local mail service failed: ${String(thrown)}`)
}
