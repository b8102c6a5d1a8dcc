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

  constructor(code: ShopErrorCode, message: string, options?: ErrorOptions & { retryAfter?: number }) {
    super(message, options)
    this.name = 'ShopError'
    this.code = code
    this.retryAfter = options?.retryAfter ?? null
  }

  /** The HTTP status of the code. */
  get status(): number {
    return statuses[this.code]
  }
}
