import type { Sql } from 'postgres'
import type { Broadcast } from '#local/supabase/realtime/frames.ts'
import type { Join } from '#local/supabase/realtime/join.ts'
import { RealtimeProblem } from '#local/supabase/realtime/token.ts'

/** The stored messages of a private topic, oldest first. @throws RealtimeProblem */
export async function readReplay(sql: Sql, { isPrivate, replay }: Join, name: string): Promise<Broadcast[]> {
  if (!isPrivate) throw new RealtimeProblem('UnableToReplayMessages', 'Replay is not allowed for public channels')
  const rows = await sql<{ id: string; event: string; payload: object | null; bytes: Buffer | null }[]>`
    select id, event, payload, binary_payload as bytes from realtime.messages
    where topic = ${name} and private and extension = 'broadcast'
      and inserted_at >= to_timestamp(${(replay?.since ?? 0) / 1000}) at time zone 'utc'
    order by inserted_at desc limit ${replay?.limit ?? 25}`
  return rows.toReversed().map(({ id, event, payload, bytes }) => ({
    event,
    payload: bytes ?? JSON.stringify(payload),
    meta: { id, replayed: true },
  }))
}
