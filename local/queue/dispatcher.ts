import type { QueueContext } from '#local/queue/context.ts'
import { deliver } from '#local/queue/deliver.ts'
import { fireSchedules } from '#local/queue/fire-schedules.ts'
import { settle } from '#local/queue/settle.ts'
import { sign } from '#local/queue/signature.ts'
import { type Blocked, countActive, countBegun, findDue, listStarts, nextDueTime } from '#local/queue/store/due.ts'
import { logEvent } from '#local/queue/store/events.ts'
import { readKeys } from '#local/queue/store/keys.ts'
import { type Message, markActive } from '#local/queue/store/messages.ts'
import { findQueue } from '#local/queue/store/queues.ts'
import { nextScheduleTime } from '#local/queue/store/schedules.ts'
import { transaction } from '#local/queue/store/schema.ts'

export type Dispatcher = { wake(): void; close(): Promise<void> }

const mostInFlight = 16
// A timer can wait 2^31 ms at most; waking up once an hour costs nothing.
const longestSleep = 3_600_000

/** Delivers each due message as soon as its queue, its flow control key and the overall limit allow it. */
export function createDispatcher(context: QueueContext): Dispatcher {
  const { database } = context
  const inFlight = new Set<Promise<void>>()
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined

  function wake(): void {
    if (stop.signal.aborted) return
    fireSchedules(context)
    // Both calls use the same time. Otherwise a message that becomes due between them would be neither started nor awaited.
    const now = Date.now()
    const times = [startDue(now), nextDueTime(database, now), nextScheduleTime(database)]
    const next = Math.min(...times.filter((time) => time !== null), Date.now() + longestSleep)
    clearTimeout(timer)
    timer = setTimeout(wake, Math.max(1, next - Date.now()))
  }

  /** Starts all deliveries that can start. Returns when the next rate limit ends that delays a message, or null. */
  function startDue(now: number): number | null {
    const blocked: Blocked = { queues: [], flows: [] }
    let free: number | null = null
    while (inFlight.size < mostInFlight) {
      const message = findDue(database, now, blocked)
      if (!message) break
      const { queue, options } = message
      const allowed = rateFreeTime(context, message)
      if (queue !== null && message.attempts === 0 && isFull(context, queue)) blocked.queues.push(queue)
      else if (options.flow && countActive(database, options.flow.key) >= (options.flow.parallelism ?? Infinity))
        blocked.flows.push(options.flow.key)
      else if (options.flow && allowed !== null) {
        blocked.flows.push(options.flow.key)
        free = Math.min(free ?? allowed, allowed)
      } else start(message)
    }
    return free
  }

  function start(message: Message): void {
    const now = Date.now()
    transaction(database, () => {
      markActive(database, message.id)
      logEvent(database, 'ACTIVE', message)
    })
    const { current } = readKeys(database, context.configuredKeys)
    const attempt = deliver(context.send, message, sign(current, message.url, message.body, now), stop.signal).then(
      (outcome) => {
        inFlight.delete(attempt)
        // The queue was closed meanwhile: the message stays as it is and is delivered again at the next start.
        if (stop.signal.aborted) return
        settle(context, message, outcome)
        wake()
      },
    )
    inFlight.add(attempt)
  }

  return {
    wake,
    async close() {
      clearTimeout(timer)
      stop.abort()
      await Promise.all(inFlight)
    },
  }
}

const isFull = ({ database }: QueueContext, queue: string) =>
  countBegun(database, queue) >= (findQueue(database, queue)?.parallelism ?? 1)

/** When the rate of the message's flow control key allows the next start; null when it may start now. */
function rateFreeTime({ database, speed }: QueueContext, { options: { flow } }: Message): number | null {
  if (!flow?.rate) return null
  const period = flow.period / speed
  const starts = listStarts(database, flow.key, Date.now() - period)
  const oldest = starts[starts.length - flow.rate]
  return oldest === undefined ? null : Math.ceil(oldest + period)
}
