import { Hono } from 'hono'
import postgres from 'postgres'
import type { ChaosTools } from '#local/chaos/chaos-tools.ts'
import { type Lesson, type LessonRun, stations } from '#local/chaos/lesson.ts'
import { lessons } from '#local/chaos/lessons.ts'
import { choices, composeLesson, ownId } from '#local/chaos/own-lesson.ts'
import { newRun, runLesson } from '#local/chaos/run-lesson.ts'
import { listen } from '#local/listen.ts'

type ChaosOptions = Omit<ChaosTools, 'sql'> & {
  port: number
  /** what a caller has to send as `Authorization: Bearer …` */
  secret: string
  /** with the rights of the database's owner */
  databaseUrl: string
}

const unknown = { error: 'There is no such lesson, or it was never started.' }

/**
 * Serves the lessons of chaos on 127.0.0.1: `GET /lessons`, `GET /lessons/:id`, `POST /lessons/:id/start`, `POST /lessons/:id/stop`.
 * `GET /choices` and `POST /lessons` put one more together. The last run of each lesson is kept in memory.
 */
export async function startChaos(options: ChaosOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { port, secret, databaseUrl, ...rest } = options
  const sql = postgres(databaseUrl, { max: 8, onnotice: () => {} })
  const tools = { ...rest, sql }
  const runs = new Map<string, { run: LessonRun; ended: Promise<void>; stop: AbortController }>()
  let own: Lesson | undefined
  const find = (wanted: string) => [...lessons, ...(own ? [own] : [])].find(({ id }) => id === wanted)
  const app = new Hono()
  const show = (lesson: Lesson) => ({
    ...lesson,
    stations: stations[lesson.trip],
    last: runs.get(lesson.id)?.run ?? null,
  })

  app.use(async ({ req }, next) => {
    if (req.header('authorization') === `Bearer ${secret}`) return next()
    return Response.json({ error: 'This service takes calls of the store only.' }, { status: 401 })
  })
  app.get('/lessons', ({ json }) => json(lessons.map(show)))
  app.get('/choices', ({ json }) => json(choices))
  app.post('/lessons', async ({ req, json }) => {
    const made = composeLesson(await req.json().catch(() => ({})))
    if (typeof made === 'string') return json({ problem: made }, 422)
    if (runs.get(ownId)?.run.endedAt === null)
      return json({ problem: 'Your last lesson still runs. Stop it, or wait for its verdict.' }, 422)
    runs.delete(ownId)
    own = made
    return json({ id: ownId })
  })
  app.get('/lessons/:id', ({ req, json }) => {
    const lesson = find(req.param('id'))
    return lesson ? json(show(lesson)) : json(unknown, 404)
  })
  app.post('/lessons/:id/start', ({ req, json }) => {
    const lesson = find(req.param('id'))
    if (!lesson) return json(unknown, 404)
    const last = runs.get(lesson.id)?.run
    if (last?.endedAt === null) return json(last)
    const stop = new AbortController()
    const run = newRun(lesson)
    runs.set(lesson.id, { run, stop, ended: runLesson(tools, lesson, run, stop.signal) })
    return json(run, 201)
  })
  app.post('/lessons/:id/stop', async ({ req, json }) => {
    const running = runs.get(req.param('id'))
    if (!running) return json(unknown, 404)
    running.stop.abort()
    await running.ended
    return json(running.run)
  })

  const listening = await listen(app.fetch, port)
  return {
    url: listening.url,
    async close() {
      await listening.close()
      for (const { stop } of runs.values()) stop.abort()
      await Promise.all([...runs.values()].map(({ ended }) => ended))
      await sql.end({ timeout: 5 })
    },
  }
}
