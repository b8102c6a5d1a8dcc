'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import * as z from 'zod'
import { action } from '#app/action.ts'
import { actingStaff } from '#app/session.ts'
import { env } from '#lib/env.ts'
import { createQueue, ringAll } from '#lib/queue.ts'
import { continueTrace } from '#lib/trace.ts'
import * as jobs from '#shop/runs/jobs.ts'
import { callSchedule } from '#shop/runs/schedules.ts'

const job = z.object({ key: z.string().min(1).max(300) })

/** Calls a scheduled function now. Its occurrence has one effect, however often it is called. */
export const callScheduleNow = action(z.object({ name: z.string().max(60) }), async ({ name }) => {
  refresh()
  const { db } = await actingStaff()
  const status = await callSchedule(db, env(), name, continueTrace((await headers()).get('traceparent')))
  return status < 400 ? `It ran: ${status}.` : `It answered ${status}. The run below says why.`
})

/** Runs a finished job again, with the steps that it has done. */
export const runAgain = action(job, async ({ key }) => {
  refresh()
  const { db } = await actingStaff()
  await createQueue(env()).ring(await jobs.runJobAgain(db, key))
  return 'It runs again. What it has done is not done twice.'
})

/** Replays a dead job: makes it due again, and publishes its message. */
export const replayJob = action(job, async ({ key }) => {
  refresh()
  const { db } = await actingStaff()
  await createQueue(env()).ring(await jobs.replayJob(db, key))
  return 'Replayed.'
})

/** Replays all dead jobs, or those of one function. */
export const replayDeadJobs = action(z.object({ name: z.string().max(60).optional() }), async ({ name }) => {
  refresh()
  const { db } = await actingStaff()
  const replayed = await jobs.replayDeadJobs(db, name || undefined)
  await ringAll(createQueue(env()), replayed)
  return replayed.length === 1 ? 'Replayed one job.' : `Replayed ${replayed.length} jobs.`
})

/** Gives a dead job up. */
export const discardJob = action(
  job.extend({ reason: z.string().trim().min(3, 'Say why, in a few words.').max(300) }),
  async ({ key, reason }) => {
    refresh()
    const { db } = await actingStaff()
    await jobs.discardJob(db, key, reason)
    return 'Discarded.'
  },
)
