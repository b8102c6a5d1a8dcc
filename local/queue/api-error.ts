import type { Limits } from '#local/queue/plans.ts'

/** An error in QStash's shape: `{ "error": message }` with this status. */
export class ApiError extends Error {
  readonly status: 400 | 401 | 404 | 412 | 413 | 429 | 501
  readonly headers: Record<string, string>

  constructor(status: ApiError['status'], message: string, headers: Record<string, string> = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.headers = headers
  }
}

// QStash names its own fields in these errors. `maxRetries` and `maxDelay` were seen on hosted accounts.
const quotas = { retries: 'maxRetries', delay: 'maxDelay', schedules: 'maxSchedules' }

/** The error for a request above the plan's limit; `limit` is in QStash's unit, seconds for a delay. */
export const quotaExceeded = (quota: keyof typeof quotas & keyof Limits, limit: number) =>
  new ApiError(412, `quota ${quotas[quota]} exceeded, current limit: ${limit}`)
