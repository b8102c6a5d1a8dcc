import { follow } from '#lib/live.ts'
import { liveSource } from '#lib/live-source.ts'
import { type Check, when } from '#scripts/doctor/check.ts'

/** Milliseconds that Realtime has to let a visitor in. */
const patience = 8000

/** A topic of the form that orders have; no order has this one. */
const topic = `order:${'0'.repeat(64)}`

/** Realtime, as the page of an order uses it. */
export const realtimeChecks: Check[] = [
  {
    name: 'realtime-silent',
    needs: 'services',
    run: async ({ env }) => {
      const { promise, resolve } = Promise.withResolvers<boolean>()
      const end = follow(liveSource(env), topic, { onChange: () => {}, onState: resolve })
      const timer = setTimeout(() => resolve(false), patience)
      const isLive = await promise
      clearTimeout(timer)
      end()
      return when(
        !isLive,
        'Realtime lets no page hear of its order, so pages ask every few seconds; switch Realtime on in the project, and apply the migrations.',
      )
    },
  },
]
