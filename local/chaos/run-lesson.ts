import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { acts } from '#local/chaos/acts.ts'
import type { ChaosTools } from '#local/chaos/chaos-tools.ts'
import type { Scope } from '#local/chaos/fault.ts'
import { startFunctionHost } from '#local/chaos/function-host.ts'
import { createHurry } from '#local/chaos/hurry.ts'
import type { Check, Lesson, LessonRun, Note } from '#local/chaos/lesson.ts'
import type { Subject } from '#local/chaos/subject.ts'
import { hearInvariants, hearWitnesses } from '#local/chaos/witness.ts'

/** Milliseconds that a lesson may last. Its faults end then too, whatever has become of it. */
const longest = 150_000
/** Milliseconds between two looks at how the shop heals. */
const look = 400

/** Makes the record of a run that is about to begin. */
export function newRun(lesson: Lesson): LessonRun {
  const id = randomUUID()
  const begun = { startedAt: Date.now(), endedAt: null, state: 'running' } as const
  return { id, lesson: lesson.id, ...begun, trace: null, order: null, notes: [], checks: [] }
}

/**
 * Runs a lesson: breaks a service for one trip, takes the trip, waits until the shop has healed, and hears the witnesses. It writes
 * everything into `run` as it happens, and never throws: what goes wrong is the verdict.
 * @param stop ends the lesson before its time
 */
export async function runLesson(tools: ChaosTools, lesson: Lesson, run: LessonRun, stop: AbortSignal): Promise<void> {
  const trace = randomBytes(16).toString('hex')
  const subject: Subject = { trace, email: `chaos-${trace.slice(0, 8)}@example.com` }
  const say = (kind: Note['kind'], text: string) => void run.notes.push({ at: Date.now() - run.startedAt, kind, text })
  const hits = new Map(lesson.faults.map((fault) => [fault, 0]))
  const host = lesson.apart ? startFunctionHost(lesson.apart, { ...tools.environment }, tools.log) : undefined
  const scope: Scope = {
    marks: [trace, subject.email],
    until: Date.now() + longest,
    onHit(fault, call) {
      hits.set(fault, (hits.get(fault) ?? 0) + 1)
      say('fault', describe(fault, call))
    },
    ...(host ? { host } : {}),
  }
  run.trace = trace
  try {
    if (host) say('act', `A process of its own starts for ${lesson.apart?.join(' and ')}.`)
    await host?.addressFor(`http://localhost/api/${lesson.apart?.[0]}`)
    tools.faults.set(lesson.faults, scope)
    await acts[lesson.act]({ ...tools, subject, say, mark: (word) => scope.marks.push(word) })
    const hurry = createHurry(
      tools,
      { host, sweeps: lesson.sweeps ?? false, mend: () => tools.faults.mend(scope) },
      say,
    )
    for (let healed = 0; healed < 2; await pause(look, undefined, { signal: stop })) {
      if (Date.now() > scope.until) throw new Error('The shop has not healed in time.')
      // While a call is held back, the shop has not heard all, and no time is skipped.
      const isQuiet = !tools.faults.isHolding(scope) && (await hurry(subject))
      healed = isQuiet ? healed + 1 : 0
      await follow(tools, subject, run)
    }
    const struck = lesson.faults.every((fault) => (hits.get(fault) ?? 0) > 0)
    run.checks = [
      { id: null, promise: 'The fault struck.', ok: struck, found: struck ? '' : 'no call was broken' },
      ...(await hearWitnesses(tools, subject)),
      ...(await hearInvariants(tools, marksOf(subject))),
    ]
    say('end', `Everything is quiet again after ${((Date.now() - run.startedAt) / 1000).toFixed(1)} s.`)
  } catch (error) {
    const found = stop.aborted ? 'it was stopped' : String(error instanceof Error ? error.message : error)
    say('end', `The lesson broke off: ${found}`)
    run.checks = [
      { id: null, promise: 'The lesson comes to its end.', ok: false, found },
      ...(await lastWords(tools, subject)),
    ]
  } finally {
    tools.faults.mend(scope)
    await host?.close()
    await tidy(tools, subject)
    run.state = run.checks.every(({ ok }) => ok) ? 'held' : 'broken'
    run.endedAt = Date.now()
  }
}

const marksOf = ({ orderId, variantId, refundId, photographId, day }: Subject) =>
  [orderId, variantId, refundId, photographId, day && `check-invariants.${day}`].filter((one) => one !== undefined)

/** What the witnesses say of a lesson that broke off, if they can be asked. */
const lastWords = (tools: ChaosTools, subject: Subject): Promise<Check[]> =>
  hearWitnesses(tools, subject).catch(() => [])

/** Learns what the trip has become: its order, and the trace of an upload, which begins in the database. */
async function follow({ sql }: ChaosTools, subject: Subject, run: LessonRun): Promise<void> {
  const [order] = subject.orderId ? await sql`select id, number from public.orders where id = ${subject.orderId}` : []
  if (order) run.order = { id: String(order.id), number: String(order.number) }
  const [photograph] = subject.photographId
    ? await sql`select split_part(trace, '-', 2) as trace from public.photographs where id = ${subject.photographId} and trace is not null`
    : []
  if (photograph) run.trace = subject.trace = String(photograph.trace)
}

/** Takes away what no trip would leave: the lamp that a photograph was uploaded to. */
async function tidy({ sql }: ChaosTools, { photographId }: Subject): Promise<void> {
  if (!photographId) return
  const [photograph] = await sql`delete from public.photographs where id = ${photographId} returning product_id`
  if (photograph) await sql`delete from public.products where id = ${photograph.product_id}`
}

const verbs: Record<Lesson['faults'][number]['does'], string> = {
  wait: 'takes too long',
  refuse: 'is refused',
  cut: 'loses its connection',
  lose: 'is lost, and nobody is told',
  repeat: 'arrives several times at once',
  overtake: 'arrives late: the call after it has overtaken it',
  kill: 'kills the process that made it',
  freeze: 'freezes the process that made it',
}

function describe({ at, does, when, copies, ms, status }: Lesson['faults'][number], call: string): string {
  const where = { events: 'from Stripe', deliveries: 'from the queue', hooks: 'from the database' }[at as string]
  const details = [
    ...(does === 'repeat' ? [`${copies ?? 2} times`] : []),
    ...(does === 'wait' ? [`${(ms ?? 1000) / 1000} s`] : []),
    ...(does === 'refuse' ? [`${status ?? 503}`] : []),
    ...(when === 'after' ? ['the work is done first'] : []),
  ]
  return `${call}${where ? ` ${where}` : ''} ${verbs[does]}${details.length > 0 ? ` (${details.join(', ')})` : ''}.`
}
