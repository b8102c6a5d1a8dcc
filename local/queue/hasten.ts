import type { QueueContext } from '#local/queue/context.ts'
import { listMessages, type Message, makeMessageDue } from '#local/queue/store/messages.ts'

/** How many messages with a word wait for a further attempt, and how many are on their way for the first time or just now. */
export type Held = { retrying: number; moving: number }

const isAbout = ({ body, options }: Message, mark: string) =>
  Buffer.from(body).includes(mark) || JSON.stringify(options.forward).includes(mark)

/** Looks for the messages of one job. @param mark its key, or a part of it */
export function findHeld({ database }: Pick<QueueContext, 'database'>, mark: string): Held {
  const about = listMessages(database, 'living', everything).filter((message) => isAbout(message, mark))
  const retrying = about.filter(({ state, attempts }) => state === 'waiting' && attempts > 0).length
  return { retrying, moving: about.length - retrying }
}

/** Makes the messages with this word due now that wait for a further attempt. Returns how long the longest would have waited, in milliseconds. */
export function hasten({ database, wake }: Pick<QueueContext, 'database' | 'wake'>, mark: string): number {
  const now = Date.now()
  const waiting = listMessages(database, 'living', everything).filter(
    (message) =>
      message.state === 'waiting' && message.attempts > 0 && message.notBefore > now && isAbout(message, mark),
  )
  for (const { id } of waiting) makeMessageDue(database, id, now)
  wake()
  return Math.max(0, ...waiting.map(({ notBefore }) => notBefore - now))
}

const everything = { where: 'true', values: [], count: 10_000 }
