import { createHash, randomUUID } from 'node:crypto'
import type { QueueContext } from '#local/queue/context.ts'
import type { Options } from '#local/queue/options.ts'
import { findDuplicate, rememberDeduplication } from '#local/queue/store/deduplications.ts'
import { logEvent } from '#local/queue/store/events.ts'
import { insertMessage, type NewMessage } from '#local/queue/store/messages.ts'
import { ensureQueue } from '#local/queue/store/queues.ts'

export type Publication = {
  url: string
  options: Options
  body: Uint8Array
  queue: string | null
  scheduleId: string | null
}

/** QStash's response to a publication. */
export type Accepted = { messageId: string; url: string; deduplicated?: true }

// https://upstash.com/docs/qstash/features/deduplication
const deduplicationWindow = 10 * 60_000

/** Stores a message, or finds the message that it duplicates. Call it inside a transaction. */
export function accept({ database, speed }: QueueContext, publication: Publication): Accepted {
  const now = Date.now()
  const { url, options, queue } = publication
  const key = deduplicationKey(publication)
  const duplicate = key === null ? null : findDuplicate(database, key, now)
  if (duplicate !== null) return { messageId: duplicate, url, deduplicated: true }
  const delay = options.notBefore === undefined ? options.delay : Math.max(0, options.notBefore - now)
  const message: NewMessage = {
    ...publication,
    id: `msg_${randomUUID().replaceAll('-', '')}`,
    notBefore: Math.round(now + delay / speed),
    createdAt: now,
  }
  if (queue !== null) ensureQueue(database, now, queue)
  insertMessage(database, message)
  if (key !== null) rememberDeduplication(database, key, message.id, now + deduplicationWindow / speed)
  logEvent(database, 'CREATED', message)
  return { messageId: message.id, url }
}

function deduplicationKey({ url, options, body }: Publication): string | null {
  if (options.deduplicationId !== undefined) return options.deduplicationId
  if (!options.contentBasedDeduplication) return null
  const headers = JSON.stringify([url, options.contentType, options.forward])
  // A caller's id contains no colon, so it cannot equal one of these.
  return `content:${createHash('sha256').update(headers).update(body).digest('hex')}`
}
