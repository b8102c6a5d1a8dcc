import { randomUUID } from 'node:crypto'
import * as z from 'zod'

const flag = z.boolean().catch(false).default(false)
const text = z.string().catch('').default('')

const config = z.object({
  broadcast: z
    .object({
      self: flag,
      ack: flag,
      replication_ready: flag,
      replay: z.object({ since: z.number(), limit: z.number().int().min(1).max(25).default(25) }).optional(),
    })
    .nullish(),
  presence: z.object({ key: text, enabled: flag }).nullish(),
  private: flag,
  postgres_changes: z.array(z.unknown()).catch([]).default([]),
  postgres_changes_options: z.object({ wait: flag }).nullish(),
})
const payload = z.object({ access_token: text, user_token: text, config: config.catch(config.parse({})).nullish() })

export type Join = ReturnType<typeof readJoin>

/** What a client asks when it joins. What it does not say, or says wrongly, is off, as on the hosted service. */
export function readJoin(said: unknown) {
  const { access_token, user_token, config: given } = payload.catch(payload.parse({})).parse(said ?? {})
  const {
    broadcast,
    presence,
    private: isPrivate,
    postgres_changes,
    postgres_changes_options,
  } = given ?? config.parse({})
  return {
    token: access_token || user_token,
    isPrivate,
    hearsItself: broadcast?.self === true,
    wantsReply: broadcast?.ack === true,
    tellsReplication: broadcast?.replication_ready === true,
    replay: broadcast?.replay,
    presenceKey: presence?.key || randomUUID(),
    wantsPresence: presence?.enabled === true,
    changes: postgres_changes.filter((change) => change !== null),
    waitsForChanges: postgres_changes_options?.wait === true,
  }
}
