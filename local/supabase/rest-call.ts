import { AsyncLocalStorage } from 'node:async_hooks'

/** What a request asks of its transaction, which @supabase/lite begins without knowing the request. */
export type RestCall = {
  /** A name of `pg_timezone_names`. */
  timezone?: string | undefined
  /** With how many rows at most a function may answer. */
  mostRows?: number | undefined
}

export const restCall = new AsyncLocalStorage<RestCall>()
