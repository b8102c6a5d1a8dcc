import * as z from 'zod'
import type { Env } from '#lib/env.ts'
import { ShopError } from '#lib/errors.ts'
import type { Lesson, LessonChoices } from '#shop/chaos/types.ts'

const lesson = z.object({
  id: z.string(),
  title: z.string(),
  topic: z.string(),
  stations: z.array(z.string()),
  station: z.string(),
  broken: z.string(),
  fear: z.string(),
  instead: z.string(),
  code: z.array(z.object({ file: z.string(), name: z.string() })),
  last: z
    .object({
      state: z.enum(['running', 'held', 'broken']),
      startedAt: z.number(),
      endedAt: z.number().nullable(),
      trace: z.string().nullable(),
      order: z.object({ id: z.uuid(), number: z.string() }).nullable(),
      notes: z.array(
        z.object({ at: z.number(), kind: z.enum(['act', 'fault', 'wait', 'sweep', 'end']), text: z.string() }),
      ),
      checks: z.array(z.object({ id: z.string().nullable(), promise: z.string(), ok: z.boolean(), found: z.string() })),
    })
    .nullable(),
})

const choice = z.object({ id: z.string(), label: z.string() })
const choices = z.object({ points: z.array(choice), breakages: z.array(choice) })

type Control = Pick<Env, 'CHAOS_URL' | 'CHAOS_SECRET'>

/** Whether the environment says where faults are switched. A production store has no such place. */
export const hasChaos = ({ CHAOS_URL, CHAOS_SECRET }: Control): boolean => Boolean(CHAOS_URL && CHAOS_SECRET)

/** Lists the lessons, each with its last run. @throws ShopError not_found without a place where faults are switched */
export async function listLessons(env: Control): Promise<Lesson[]> {
  return z.array(lesson).parse(await call(env, '/lessons'))
}

/** Finds a lesson by its id; null when there is none. @throws ShopError like `listLessons` */
export async function findLesson(env: Control, id: string): Promise<Lesson | null> {
  const found = await call(env, `/lessons/${encodeURIComponent(id)}`)
  return found === null ? null : lesson.parse(found)
}

/** Lists what can break in a lesson of one's own. @throws ShopError like `listLessons` */
export async function listChoices(env: Control): Promise<LessonChoices> {
  return choices.parse(await call(env, '/choices'))
}

/**
 * Puts a lesson together in place of the one before; it is not started.
 * @returns its id
 * @throws ShopError not_found; invalid, with a sentence that says why this call cannot break so
 */
export async function composeLesson(
  env: Control,
  wanted: { point: string; breakage: string; times: number },
): Promise<string> {
  const answer = z.union([z.object({ id: z.string() }), z.object({ problem: z.string() })])
  const made = answer.parse(await call(env, '/lessons', 'POST', wanted))
  if ('problem' in made) throw new ShopError('invalid', made.problem)
  return made.id
}

/** Starts a lesson, unless it runs. @throws ShopError not_found */
export const startLesson = (env: Control, id: string): Promise<void> => order(env, id, 'start')

/** Ends a lesson before its time, with its faults. @throws ShopError not_found */
export const stopLesson = (env: Control, id: string): Promise<void> => order(env, id, 'stop')

async function order(env: Control, id: string, what: 'start' | 'stop'): Promise<void> {
  if ((await call(env, `/lessons/${encodeURIComponent(id)}/${what}`, 'POST')) === null)
    throw new ShopError('not_found', 'There is no such lesson.')
}

async function call(env: Control, path: string, method = 'GET', body?: object): Promise<unknown> {
  if (!hasChaos(env)) throw new ShopError('not_found', 'This store has no chaos.')
  const headers = { authorization: `Bearer ${env.CHAOS_SECRET}`, 'content-type': 'application/json' }
  const response = await fetch(env.CHAOS_URL + path, {
    method,
    ...(body ? { body: JSON.stringify(body) } : {}),
    headers,
    cache: 'no-store',
    signal: AbortSignal.timeout(10_000),
  })
  if (response.status === 404) return null
  if (!response.ok && response.status !== 422) throw new Error(`chaos answered ${response.status}`)
  return response.json()
}
