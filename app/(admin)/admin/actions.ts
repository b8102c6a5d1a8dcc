'use server'

import { refresh } from 'next/cache'
import { z } from 'zod'
import { action } from '#app/action.ts'
import { actingStaff } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createQueue } from '#lib/queue.ts'
import { replayJob as replay } from '#shop/runs/jobs.ts'

/** Replays a dead job: makes it due again, and publishes its message. */
export const replayJob = action(z.object({ key: z.string().min(1).max(300) }), async ({ key }) => {
  refresh()
  const { db } = await actingStaff()
  await createQueue(env()).ring(await replay(db, key))
  return 'Replayed.'
})
