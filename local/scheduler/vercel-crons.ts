import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { nextRun } from '#local/queue/cron.ts'

/** A path that Vercel calls, and its schedule: five fields in UTC. */
export type Cron = { path: string; schedule: string }

const cron = z.object({ path: z.string().startsWith('/'), schedule: z.string() })
// Vercel's schedules have more fields (https://vercel.com/docs/schedules/configuration). This scheduler refuses those that it
// does not implement.
const schedule = z.strictObject({ ...cron.shape, requestMethod: z.literal('GET').optional() })

const config = z.object({ crons: z.array(cron).default([]), schedules: z.record(z.string(), schedule).default({}) })

/** Reads the cron jobs and the schedules of a vercel.json. @throws Error naming the invalid entry */
export function readCrons(file: string): Cron[] {
  const parsed = config.safeParse(readJson(file))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = issue?.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
    throw new Error(`${file}: ${place?.slice(1) || 'the file'}: ${issue?.message}`)
  }
  const { crons, schedules } = parsed.data
  const entries = [
    ...crons.map((entry, index) => ({ ...entry, place: `crons[${index}]` })),
    ...Object.entries(schedules).map(([name, entry]) => ({ ...entry, place: `schedules.${name}` })),
  ]
  for (const { path, schedule, place: name } of entries) {
    const place = `${file}: ${name} (${path})`
    const [, , days, , weekdays] = schedule.trim().split(/\s+/)
    // Vercel takes numbers only: https://vercel.com/docs/cron-jobs#cron-expressions
    if (!/^[\d\s*,/-]+$/.test(schedule) || nextRun(schedule, 0) === null)
      throw new Error(`${place}: "${schedule}" is not a cron expression of five fields`)
    if (days !== '*' && weekdays !== '*') {
      throw new Error(`${place}: "${schedule}" sets day of month and day of week; Vercel allows one of them`)
    }
  }
  return entries.map(({ path, schedule }) => ({ path, schedule }))
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
