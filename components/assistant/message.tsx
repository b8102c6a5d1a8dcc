import type { UIMessage } from 'ai'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { CardView } from '#components/assistant/card.tsx'
import { cardOf, wordsOf } from '#components/assistant/thread.ts'
import { Words } from '#components/assistant/words.tsx'

/** One message: the shopper's own words, or an answer with its cards. */
export function Message({ message, actions }: { message: UIMessage; actions: AssistantActions }) {
  if (message.role === 'user') {
    return (
      <li className="ml-10 justify-self-end bg-wall px-4 py-2.5 wrap-anywhere">
        <span className="sr-only">You: </span>
        {wordsOf(message)}
      </li>
    )
  }
  return (
    <li className="grid gap-4">
      <span className="sr-only">Nightlight: </span>
      {message.parts.map((part, index) => {
        const key = `${message.id}-${index}`
        if (part.type === 'text') return <Words key={key} text={part.text} />
        const card = cardOf(part)
        return card && <CardView key={key} card={card} actions={actions} />
      })}
    </li>
  )
}
