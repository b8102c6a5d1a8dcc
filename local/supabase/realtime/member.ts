import type { Sql } from 'postgres'
import type { Caller } from '#local/supabase/gateway.ts'
import type { Authorizer, Rights } from '#local/supabase/realtime/authorize.ts'
import type { Watcher } from '#local/supabase/realtime/changes.ts'
import type { Broadcast, Frame } from '#local/supabase/realtime/frames.ts'
import type { Join } from '#local/supabase/realtime/join.ts'
import type { Limits } from '#local/supabase/realtime/limits.ts'
import { RealtimeProblem, readAccessToken } from '#local/supabase/realtime/token.ts'
import type { Topics } from '#local/supabase/realtime/topics.ts'
import type { SigningKeys } from '#local/supabase/signing-keys.ts'

/** What all channels share. */
export type Realtime = {
  sql: Sql
  signingKeys: SigningKeys
  /** why no token may name a role */
  refuseRole(role: string): Promise<{ message: string } | undefined>
  topics: Topics
  watchers: Set<Watcher>
  authorizer: Authorizer
  limits: Limits
}
/** The way to the client. */
export type Wire = {
  /** The role of its API key, which stands for a token. */
  role: string
  push(frame: Frame): void
  broadcast(topic: string, broadcast: Broadcast): void
}
/** Who joins: the holder of the token, or of the API key when there is none. @throws RealtimeProblem */
export async function identify({ signingKeys, refuseRole }: Realtime, { role }: Wire, token: string): Promise<Caller> {
  if (token === '' || token.startsWith('sb_')) return { role, claims: { role } }
  const claims = readAccessToken(signingKeys, token)
  const refusal = await refuseRole(claims.role)
  if (refusal) throw new RealtimeProblem('Unauthorized', refusal.message)
  return { role: claims.role, claims }
}

/** @throws RealtimeProblem when the policies let the caller read nothing of a private topic */
export async function readRights(
  authorizer: Authorizer,
  { isPrivate }: Join,
  caller: Caller,
  name: string,
): Promise<Rights> {
  if (!isPrivate) return { broadcast: true, presence: true }
  const rights = await authorizer.mayRead(caller, name)
  if (rights.broadcast || rights.presence) return rights
  throw new RealtimeProblem('Unauthorized', `You do not have permissions to read from this Channel topic: ${name}`)
}
