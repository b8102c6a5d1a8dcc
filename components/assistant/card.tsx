import Link from 'next/link'
import type { AssistantActions } from '#components/assistant/actions.ts'
import { CartCard } from '#components/assistant/cart-card.tsx'
import { Comparison } from '#components/assistant/comparison.tsx'
import { LampRow } from '#components/assistant/lamp-row.tsx'
import { OrderNote } from '#components/assistant/order-note.tsx'
import { QuestionForm } from '#components/assistant/question-form.tsx'
import { Readings } from '#components/assistant/readings.tsx'
import { ReturnForm } from '#components/assistant/return-form.tsx'
import type { Card } from '#shop/assistant/cards.ts'

const pages = { '/shipping': 'Shipping and returns', '/about': 'About this demo', '/cart': 'To the cart' }

type CardViewProps = {
  card: Card
  actions: AssistantActions
  /** true while an answer arrives */
  busy: boolean
  /** sends a message of the shopper */
  onAsk: (text: string) => void
}

/** The card that an answer shows below its text. */
export function CardView({ card, actions, busy, onAsk }: CardViewProps) {
  switch (card.kind) {
    case 'lamps':
      return (
        <ul className="grid gap-5">
          {card.lamps.map((lamp) => (
            <li key={lamp.slug}>
              <LampRow lamp={lamp} />
            </li>
          ))}
        </ul>
      )
    case 'fact':
      return <LampRow lamp={card.lamp} />
    case 'comparison':
      return <Comparison card={card} />
    case 'policy':
      return (
        <p className="text-small">
          <Link href={card.page} className="link">
            {pages[card.page]}
          </Link>
        </p>
      )
    case 'order':
      return <OrderNote order={card.order} />
    case 'cart':
      return <CartCard card={card} />
    case 'return':
      return <ReturnForm card={card} requestReturn={actions.requestReturn} />
    case 'question':
      return <QuestionForm card={card} askHuman={actions.askHuman} />
    case 'readings':
      return <Readings readings={card.readings} text={card.text} busy={busy} onAsk={onAsk} />
    case 'refusal':
      return null
  }
}
