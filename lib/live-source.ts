import type { Env } from '#lib/env.ts'

/** Where a page in the browser connects to hear of changes. Both values are public. */
export type LiveSource = Readonly<{
  url: string
  key: string
  /** the address that gives a token of the person who is signed in, for topics that are not open to everybody */
  token?: string
}>

/** @param token see `LiveSource` */
export function liveSource(env: Env, token?: string): LiveSource {
  return { url: env.SUPABASE_URL, key: env.SUPABASE_PUBLISHABLE_KEY, ...(token ? { token } : {}) }
}
