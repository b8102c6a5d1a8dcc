const statuses = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  sold_out: 409,
  too_large: 413,
  too_many: 429,
} as const

export type ShopErrorCode = keyof typeof statuses

/** A failure that the caller may see. Every other thrown error is a bug or an outage. */
export class ShopError extends Error {
  readonly code: ShopErrorCode
  /** seconds to wait before trying again, when known */
  readonly retryAfter: number | null
  /** the name of the form's field that the message is about, when it is about one */
  readonly field: string | null

  constructor(code: ShopErrorCode, message: string, options?: ErrorOptions & { retryAfter?: number; field?: string }) {
    super(message, options)
    this.name = 'ShopError'
    this.code = code
    this.retryAfter = options?.retryAfter ?? null
    this.field = options?.field ?? null
  }

  /** The same failure, said beside a field of the form, unless it already names one. */
  beside(field: string): ShopError {
    const options = this.retryAfter === null ? {} : { retryAfter: this.retryAfter }
    return new ShopError(this.code, this.message, { cause: this.cause, ...options, field: this.field ?? field })
  }

  /** The HTTP status of the code. */
  get status(): number {
    return statuses[this.code]
  }
}
