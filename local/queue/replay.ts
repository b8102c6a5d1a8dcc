import { accept } from '#local/queue/accept.ts'
import type { QueueContext } from '#local/queue/context.ts'
import { deleteMessage, type Message } from '#local/queue/store/messages.ts'
import { transaction } from '#local/queue/store/schema.ts'

/** Publishes dead letters again, without delay, and removes them from the list. Returns the ids of the new messages. */
export function replay(context: QueueContext, letters: Message[]): { messageId: string }[] {
  const responses = transaction(context.database, () =>
    letters.map((letter) => {
      deleteMessage(context.database, letter.id)
      const { url, body, queue, scheduleId } = letter
      // Without its delay, to deliver it now, and without its deduplication id, which would make it a duplicate.
      const options = {
        ...letter.options,
        delay: 0,
        notBefore: undefined,
        deduplicationId: undefined,
        contentBasedDeduplication: false,
      }
      return { messageId: accept(context, { url, body, queue, scheduleId, options }).messageId }
    }),
  )
  context.wake()
  return responses
}
