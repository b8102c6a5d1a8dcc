import { formatMoney } from '#lib/money.ts'
import type { Card, LampCard } from '#shop/assistant/cards.ts'

type Told = Readonly<Record<string, string | number | readonly (string | Told | number)[]>>

const lampFacts = ({ slug, name, price, finishes, reason }: LampCard): Told => ({
  slug,
  name,
  price: formatMoney(price),
  finishes: finishes.map((finish) => `${finish.name}: ${finish.stock}`),
  ...(reason ? { reason } : {}),
})

/**
 * Returns the part of a card that a model may read: words and facts of the catalogue and of the shopper's order. Never a key,
 * an address, an id or a picture.
 */
export function forModel(card: Card): Told {
  const { kind, text } = card
  switch (card.kind) {
    case 'lamps':
      return { kind, text, lamps: card.lamps.map(lampFacts), total: card.total }
    case 'comparison':
      return { kind, text, rows: card.rows.map(({ name, values }) => ({ name, values: [...values] })) }
    case 'fact':
    case 'cart':
      return { kind, text, lamps: [lampFacts(card.lamp)] }
    case 'order': {
      const { number, status, events, lines } = card.order
      const bought = lines.map(({ name, finish, quantity }) => `${quantity} × ${name}, ${finish}`)
      return { kind, text, number, status, bought, timeline: events.map(({ status: step, at }) => `${step} ${at}`) }
    }
    case 'readings':
      return { kind, text, readings: [...card.readings] }
    default:
      return { kind, text }
  }
}
