import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { registry } from '#functions/registry.gen.ts'
import { limitsOf } from '#functions/runtime/define.ts'
import { listSchedules, vercelCrons, vercelSchedules } from '#functions/runtime/schedules.ts'
import { type Check, when } from '#scripts/doctor/check.ts'

const settings = z.object({
  crons: z.array(z.unknown()).optional(),
  schedules: z.record(z.string(), z.unknown()).optional(),
  functions: z.record(z.string(), z.object({ maxDuration: z.number().optional() })).default({}),
})
export type Vercel = z.infer<typeof settings>

export const readVercel = (project: string): Vercel =>
  settings.parse(JSON.parse(readFileSync(join(project, 'vercel.json'), 'utf8')))

/** The schedules of Vercel; undefined when the queue is the scheduler. */
export const platformSchedules = ({ crons, schedules }: Vercel) => schedules ?? crons

/** Checks of `vercel.json`, which the generator writes and people may edit. */
export const platformChecks: Check[] = [
  {
    name: 'no-time-limit',
    needs: 'services',
    run: ({ project }) => {
      const { functions } = readVercel(project)
      const wrong = registry.filter(
        (one) => functions[`app/api/${one.name}/route.ts`]?.maxDuration !== limitsOf(one).seconds,
      )
      const names = wrong.map(({ name }) => name).join(', ')
      return when(
        wrong.length > 0,
        `vercel.json does not limit the time of ${names}, so a slow run may overlap the next; run \`npm run generate\`.`,
      )
    },
  },
  {
    name: 'pace-differs',
    needs: 'services',
    run: ({ project, env: { PACE_MINUTES: pace } }) => {
      const vercel = readVercel(project)
      const wanted = listSchedules(registry, pace)
      const expected = vercel.schedules ? vercelSchedules(wanted) : vercelCrons(wanted)
      const known = platformSchedules(vercel)
      const wrong = known !== undefined && !isDeepStrictEqual(known, expected)
      return when(
        wrong,
        `vercel.json has other schedules than PACE_MINUTES=${pace} asks for; run \`PACE_MINUTES=${pace} npm run generate\`.`,
      )
    },
  },
]
