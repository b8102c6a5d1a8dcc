import * as z from 'zod'
import { registry } from '#functions/registry.gen.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { addressOf } from '#lib/function-address.ts'
import { askFor, bearer } from '#scripts/doctor/ask.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'
import { platformSchedules, readVercel } from '#scripts/doctor/platform.ts'

const keyPair = z.object({ current: z.string(), next: z.string() })
const schedules = z.array(
  z.object({ scheduleId: z.string(), cron: z.string(), destination: z.string(), isPaused: z.boolean().optional() }),
)
const keep = "run `node deploy/keep-schedules.ts` with the store's environment"

const askQueue = <Shape>({ env }: Place, shape: z.ZodType<Shape>, path: string) =>
  askFor(shape, `${env.QSTASH_URL}/v2/${path}`, { headers: bearer(env.QSTASH_TOKEN) })

/** The schedules that the store needs at the queue; none when the platform is the scheduler. */
function listWanted({ env, project }: Place) {
  return platformSchedules(readVercel(project)) ? [] : listSchedules(registry, env.PACE_MINUTES)
}

/** QStash: https://upstash.com/docs/qstash/api-refence */
export const queueChecks: Check[] = [
  {
    name: 'queue-keys',
    needs: 'services',
    run: async (place) => {
      const { current, next } = await askQueue(place, keyPair, 'keys')
      const { QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY } = place.env
      const known = [QSTASH_CURRENT_SIGNING_KEY, QSTASH_NEXT_SIGNING_KEY].includes(current)
      return [
        ...when(
          !known,
          'QStash signs with a key that the store does not know; copy both signing keys again and deploy.',
        ),
        ...when(
          known && QSTASH_NEXT_SIGNING_KEY !== next,
          'QSTASH_NEXT_SIGNING_KEY is out of date; copy it again before the next rotation.',
        ),
      ]
    },
  },
  {
    name: 'schedule-missing',
    needs: 'services',
    run: async (place) => {
      const wanted = listWanted(place)
      const known = wanted.length > 0 ? await askQueue(place, schedules, 'schedules') : []
      const missing = wanted.filter(
        ({ name }) => !known.some(({ scheduleId, isPaused }) => scheduleId === name && !isPaused),
      )
      const names = missing.map(({ name }) => name).join(', ')
      return when(
        missing.length > 0,
        `Nothing calls ${names}: vercel.json has no schedules and neither has QStash; ${keep}.`,
      )
    },
  },
  {
    name: 'schedule-differs',
    needs: 'services',
    run: async (place) => {
      const wanted = listWanted(place)
      const known = wanted.length > 0 ? await askQueue(place, schedules, 'schedules') : []
      return known.flatMap(({ scheduleId, destination, cron }) => {
        const own = wanted.find(({ name }) => name === scheduleId)
        if (!own) return []
        const { SITE_URL } = place.env
        const address = own.at === 'pages' ? `${SITE_URL}/api/${scheduleId}` : addressOf(place.env, scheduleId)
        if (destination !== address)
          return [`The schedule ${scheduleId} calls ${destination} and not ${address}; delete it, then ${keep}.`]
        return when(cron !== own.cron, `The schedule ${scheduleId} is "${cron}" and should be "${own.cron}"; ${keep}.`)
      })
    },
  },
  {
    name: 'schedule-twice',
    needs: 'services',
    run: async (place) => {
      const own = `${place.env.SITE_URL}/api/`
      if (!platformSchedules(readVercel(place.project))) return []
      const twice = (await askQueue(place, schedules, 'schedules')).filter(({ destination }) =>
        destination.startsWith(own),
      )
      const names = twice.map(({ scheduleId }) => scheduleId).join(', ')
      return when(twice.length > 0, `Vercel and QStash both call ${names}; delete those schedules at QStash.`)
    },
  },
]
