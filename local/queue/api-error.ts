/** A refusal that the caller sees as QStash words it: `{ "error": message }` with this status. */
export class ApiError extends Error {
  readonly status: 400 | 401 | 404 | 413 | 501

  constructor(status: ApiError['status'], message: string) {
    super(message)
    this.name = 'ApiError'
    this.status = status
  }
}
