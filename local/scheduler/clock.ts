import { nextRun } from '#local/queue/cron.ts'
import { type Cron, readCrons } from '#local/scheduler/vercel-crons.ts'
import { openStore } from '#local/store.ts'

export type CronTarget = {
  /** path of the vercel.json that lists the crons */
  file: string
  /** address of the store */
  url: string
  /** sent as `Authorization: Bearer …`, as Vercel does with CRON_SECRET */
  secret: string
}

export type ClockOptions = CronTarget & {
  /** path of the SQLite file that stores the past runs, or ':memory:' */
  stateFile: string
  /** the clock, in Unix milliseconds */
  now?: () => number
}

/** A cron with its times in Unix milliseconds; `last` is the scheduler's last call, or null. */
export type CronState = { path: string; schedule: string; next: number; last: number | null }

export type Clock = {
  /** Aborts the running calls; an aborted call counts as missed. */
  close(): Promise<void>
  list(): CronState[]
  /** Calls a cron now, or waits for the call that is running. */
  fire(path: string): Promise<CronAnswer>
}

export type CronAnswer = { status: number; body: string }

type Entry = Cron & { next: number; makeUpAt: number | null }

const minute = 60_000
const longestCall = 5 * minute

const schema = `
create table if not exists crons (
  path text not null,
  schedule text not null,
  settled integer not null,
  last integer,
  primary key (path, schedule)
);
`

/**
 * Calls the crons of a vercel.json when they are due, in UTC and with the headers of Vercel (https://vercel.com/docs/cron-jobs).
 * When the machine was off, it calls a missed cron once at the next start, unless the cron runs every hour anyway.
 * @throws Error naming the entry, when the file or a schedule cannot be read
 */
export function startClock({ stateFile, now = Date.now, ...target }: ClockOptions): Clock {
  const crons = readCrons(target.file)
  const state = openState(stateFile, crons, now())
  const entries: Entry[] = crons.map((cron) => {
    const { schedule } = cron
    const missed = isRare(schedule) && following(schedule, state.read(cron).settled) <= now()
    return { ...cron, next: following(schedule, now()), makeUpAt: missed ? now() : null }
  })
  const running = new Map<string, Promise<CronAnswer>>()
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined

  // A minute at most, because timers do not count the time while the machine sleeps.
  const arm = () => {
    clearTimeout(timer)
    if (stop.signal.aborted || entries.length === 0) return
    const due = Math.min(...entries.flatMap(({ next, makeUpAt }) => [next, makeUpAt ?? next]))
    timer = setTimeout(tick, Math.min(Math.max(due - now(), 0), minute))
  }

  const tick = () => {
    for (const entry of entries) {
      const isDue = entry.next <= now()
      const isMakeUp = !isDue && entry.makeUpAt !== null && entry.makeUpAt <= now()
      if (isDue) entry.next = following(entry.schedule, now())
      if (isDue || isMakeUp) {
        entry.makeUpAt = null
        void attempt(entry, isMakeUp)
      }
    }
    arm()
  }

  const attempt = async (entry: Entry, isMakeUp: boolean) => {
    const { path, schedule } = entry
    const started = now()
    const busy = running.has(path)
    const failure = busy ? { error: 'its last call still runs' } : await failureOf(fire(path))
    if (stop.signal.aborted) return
    if (failure) log({ path, schedule, ...failure })
    if (failure && isMakeUp) {
      entry.makeUpAt = now() + minute
      arm()
    } else if (!busy) state.settle(entry, started)
  }

  const fire = (path: string) => {
    const current = running.get(path)
    if (current !== undefined) return current
    const call = callCron(target, path, { stop: stop.signal }).finally(() => running.delete(path))
    running.set(path, call)
    return call
  }

  arm()
  return {
    list: () => entries.map(({ makeUpAt: _, ...entry }) => ({ ...entry, last: state.read(entry).last })),
    async fire(path) {
      if (crons.some((cron) => cron.path === path)) return fire(path)
      throw unknownCron(path, crons)
    },
    async close() {
      stop.abort()
      clearTimeout(timer)
      await Promise.allSettled(running.values())
      state.close()
    },
  }
}

/**
 * Calls one cron now and returns its answer.
 * @param name the cron's path, or its last part: `sweep` for `/api/sweep`
 * @param parameters further query parameters for it
 */
export async function fireCron(
  target: CronTarget,
  name: string,
  parameters: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<CronAnswer> {
  const crons = readCrons(target.file)
  const cron = crons.find(({ path }) => path === name || path.split(/[?#]/)[0]?.endsWith(`/${name}`))
  if (!cron) throw unknownCron(name, crons)
  const url = new URL(cron.path, target.url)
  for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value)
  return callCron(target, url.pathname + url.search, { headers })
}

// A schedule that never comes is refused when it is read.
const following = (schedule: string, after: number) => nextRun(schedule, after) ?? Number.POSITIVE_INFINITY

/** True when a schedule does not run in every hour; a schedule that does restricts only the minutes. */
const isRare = (schedule: string) => !/^\S+(?:\s+\*){4}$/.test(schedule.trim())

type CallOptions = { headers?: Record<string, string>; stop?: AbortSignal }

async function callCron(
  { url, secret }: CronTarget,
  path: string,
  { headers, stop }: CallOptions,
): Promise<CronAnswer> {
  const limit = AbortSignal.timeout(longestCall)
  const response = await fetch(new URL(url).origin + path, {
    headers: { ...headers, authorization: `Bearer ${secret}`, 'user-agent': 'vercel-cron/1.0' },
    redirect: 'manual',
    signal: stop ? AbortSignal.any([stop, limit]) : limit,
  })
  // The call ends when the whole response has arrived, not with its first byte.
  return { status: response.status, body: await response.text() }
}

const failureOf = (call: Promise<CronAnswer>): Promise<{ status: number } | { error: string } | null> =>
  call.then(
    ({ status }) => (status >= 200 && status < 300 ? null : { status }),
    (error) => ({ error: messageOf(error) }),
  )

/** The stored runs. Up to `settled` no run is missing; for a new cron, that is the time when it was first seen. */
function openState(file: string, crons: Cron[], now: number) {
  const store = openStore(file, schema)
  const add = store.prepare('insert or ignore into crons (path, schedule, settled) values (?, ?, ?)')
  const living = JSON.stringify(crons.map(({ path, schedule }) => `${path} ${schedule}`))
  store.prepare("delete from crons where path || ' ' || schedule not in (select value from json_each(?))").run(living)
  for (const { path, schedule } of crons) add.run(path, schedule, now)
  const select = store.prepare('select settled, last from crons where path = ? and schedule = ?')
  const update = store.prepare('update crons set settled = ?, last = ? where path = ? and schedule = ?')
  return {
    read: ({ path, schedule }: Cron) => select.get(path, schedule) as { settled: number; last: number | null },
    settle: ({ path, schedule }: Cron, time: number) => void update.run(time, time, path, schedule),
    close: () => store.close(),
  }
}

const unknownCron = (name: string, crons: Cron[]) =>
  new Error(`No cron "${name}"; there are: ${crons.map(({ path }) => path).join(', ') || 'none'}`)

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

function log(fields: object): void {
  const line = { time: new Date().toISOString(), level: 'error', message: 'cron failed', ...fields }
  console.error(JSON.stringify(line))
}
