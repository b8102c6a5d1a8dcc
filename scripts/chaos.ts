// Runs the lessons of chaos against the running local store, without a browser, and prints each verdict: `npm run chaos`, or
// `npm run chaos -- five-times mail-refuses`. It ends with an error when a lesson is broken.
//   --data <path>   the data of the store are in this folder instead of .nightlight
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs, styleText } from 'node:util'
import type { Lesson, LessonRun } from '#local/chaos/lesson.ts'
import { storeRuns } from '#local/one-store.ts'
import { keys } from '#local/settings.ts'

/** How many lessons run at the same time. */
const atOnce = 4

type Listed = Lesson & { last: LessonRun | null }

async function call<Answer>(url: string, method = 'GET'): Promise<Answer> {
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${keys.chaos}` } })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Runs one lesson to its verdict. */
async function run(url: string, { id }: Lesson): Promise<LessonRun> {
  const begun = await call<LessonRun>(`${url}/lessons/${id}/start`, 'POST')
  for (;;) {
    const { last } = await call<Listed>(`${url}/lessons/${id}`)
    if (last?.id === begun.id && last.endedAt !== null) return last
    await pause(500)
  }
}

function print({ title }: Lesson, { state, checks, notes, startedAt, endedAt }: LessonRun): void {
  const seconds = (((endedAt ?? startedAt) - startedAt) / 1000).toFixed(1).padStart(5)
  console.log(`${styleText(state === 'held' ? 'green' : 'red', state.padEnd(6))} ${seconds} s  ${title}`)
  if (state === 'held') return
  for (const { id, promise, found } of checks.filter(({ ok }) => !ok)) {
    console.log(styleText('red', `         ${id ?? ''} ${promise} ${found}`))
  }
  for (const { at, kind, text } of notes) console.log(styleText('dim', `         ${at} ms ${kind}: ${text}`))
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true })
  const directory = values.data ?? join(import.meta.dirname, '..', '.nightlight')
  if (!storeRuns(directory)) throw new Error('The local store does not run: start it with `npm start`.')
  const { chaos } = JSON.parse(readFileSync(join(directory, 'urls.json'), 'utf8')) as { chaos: string }
  const all = await call<Listed[]>(`${chaos}/lessons`)
  const unknown = positionals.filter((name) => !all.some(({ id }) => id === name))
  if (unknown.length > 0)
    throw new Error(`There is no lesson ${unknown.join(', ')}: ${all.map(({ id }) => id).join(', ')}.`)
  const waiting = all.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
  const wanted = waiting.length
  let held = 0
  const work = async () => {
    for (let lesson = waiting.shift(); lesson; lesson = waiting.shift()) {
      const ended = await run(chaos, lesson)
      print(lesson, ended)
      if (ended.state === 'held') held += 1
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  console.log(`\n${held} of ${wanted} lessons held.`)
  if (held < wanted) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
