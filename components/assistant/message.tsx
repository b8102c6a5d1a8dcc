import type { UIMessage } from 'ai'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { CardView } from '#components/assistant/card.tsx'
import { cardOf, wordsOf } from '#components/assistant/thread.ts'
import { Words } from '#components/assistant/words.tsx'
import { shop } from '#shop.config.ts'

type MessageProps = {
  message: UIMessage
  actions: AssistantActions
  busy: boolean
  onAsk: (text: string) => void
}

/** One message: the shopper's text, or an answer with its cards. */
export function Message({ message, actions, busy, onAsk }: MessageProps) {
  if (message.role === 'user') {
    return (
      <li data-own className="ml-10 justify-self-end bg-wall px-4 py-2.5 wrap-anywhere">
        <span className="sr-only">You: </span>
        {wordsOf(message)}
      </li>
    )
  }
  const words = wordsOf(message)
  return (
    <li className="grid gap-4">
      <span className="sr-only">{shop.name}: </span>
      {words && <Words text={words} />}
      {message.parts.map((part) => {
        const card = cardOf(part)
        return (
          card &&
          'toolCallId' in part && (
            <CardView key={part.toolCallId} card={card} actions={actions} busy={busy} onAsk={onAsk} />
          )
        )
      })}
    </li>
  )
}
