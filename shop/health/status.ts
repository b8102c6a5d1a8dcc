import * as z from 'zod'
import { addDays } from '#lib/days.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { namePart, parts } from '#shop/health/parts.ts'
import type { OpenIncident, Status, StatusDay } from '#shop/health/types.ts'

const count = z.number().int()
const row = z.object({
  checked_at: z.string().nullable(),
  today: z.string(),
  past_until: z.string().nullable(),
  parts: z.array(
    z.object({
      part: z.string(),
      ok: z.boolean(),
      days: z.array(z.object({ day: z.string(), checks: count, failed: count })),
    }),
  ),
  incidents: z.array(z.object({ part: z.string(), began_at: z.string(), ended_at: z.string().nullable() })),
})

const historyDays = 90

/**
 * Returns the public status of the shop: each part over the last ninety days, and the incidents.
 * @param everyMinutes time between two health checks; after three missed checks, the shop counts as not watched
 */
export async function getStatus(db: Db, everyMinutes: number): Promise<Status> {
  const found = row.parse(unwrap(await db.rpc('status_report')))
  const days = Array.from({ length: historyDays }, (_, index) => addDays(found.today, index + 1 - historyDays))
  const order = Object.keys(parts)
  const place = (part: string) => (order.includes(part) ? order.indexOf(part) : order.length)
  return {
    checkedAt: found.checked_at,
    isSilent: found.checked_at !== null && Date.now() - Date.parse(found.checked_at) > 3 * everyMinutes * 60_000,
    everyMinutes,
    pastEnd: found.past_until,
    parts: found.parts
      .toSorted((a, b) => place(a.part) - place(b.part))
      .map(({ part, ok, days: known }) => {
        const byDay = new Map(known.map((day) => [day.day, day]))
        const all: StatusDay[] = days.map((day) => byDay.get(day) ?? { day, checks: 0, failed: 0 })
        return { part, name: namePart(part), ok, days: all }
      }),
    incidents: found.incidents.map(({ part, began_at, ended_at }) => {
      return { part, name: namePart(part), beganAt: began_at, endedAt: ended_at }
    }),
  }
}

/** Lists open incidents, newest first. @param db of a member of staff; other callers get none */
export async function listOpenIncidents(db: Db): Promise<OpenIncident[]> {
  const rows = unwrap(await db.from('incidents').select('part, note, began_at').is('ended_at', null).order('began_at'))
  return rows.toReversed().map(({ part, note, began_at }) => ({ part, name: namePart(part), note, beganAt: began_at }))
}
