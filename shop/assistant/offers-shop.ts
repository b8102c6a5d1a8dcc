import { type Clues, means, nothing, type Offer } from '#shop/assistant/clues.ts'
import { asks, beyond } from '#shop/assistant/lexicon-asks.ts'
import { readReason } from '#shop/assistant/read-reason.ts'

// Scores how well a message matches the intents about the shop: orders, returns, rules, staff. Null means not at all.

export function human({ reading: { text } }: Clues): Offer | null {
  return asks.human.test(text) ? means(95, 'ask-a-human', {}) : null
}

export function track({ reading: { text, order }, thread, topic }: Clues): Offer | null {
  const named = order ? { order } : {}
  if (order && thread.last?.intent === 'start-return') return means(86, 'start-return', { ...thread.last.input, order })
  // "When will it come if I order today" is about delivery in general.
  const general =
    (topic === 'delivery-time' || topic === 'shipping-cost') &&
    !/\b(my|our) (order|parcel|package|delivery|lamps?)\b|\bthe (order|package)\b/.test(text)
  if (asks.track.test(text) && !general) return means(85, 'track-order', named)
  return order ? means(80, 'track-order', named) : null
}

/** "I want to send it back" requests a return; "can I send it back" asks about the rules. */
export function giveBack({ message, reading: { text, order }, thread }: Clues): Offer | null {
  const { last } = thread
  const agrees =
    last?.intent === 'explain-policy' &&
    last.input.topic === 'returns' &&
    /\b(set (that|it) up|do (that|it)|start|go ahead|yes)\b/.test(text)
  const wants =
    asks.returns.test(text) &&
    (order !== null ||
      !asks.general.test(text) ||
      /\b(i want|id like|please|set (it|that|this) up|arrange|start)\b/.test(text))
  if (!agrees && !wants) return null
  const earlier = last?.intent === 'track-order' ? last.input.order : undefined
  const named = order ?? earlier
  const reason = readReason(message)
  return means(91, 'start-return', { ...(named ? { order: named } : {}), ...(reason ? { reason } : {}) })
}

export function policy({ reading: { text, lamps, wish }, topic, fact, thread }: Clues): Offer | null {
  if (!topic) return null
  // "How much is delivery" is about parcels even on a lamp's page; "what would I pay for Porch" is about Porch.
  const aboutParcels = /\b(ship|deliver|return|refund|vat|tax|parcel|postage|send)/.test(text)
  if (lamps.length > 0 && fact !== null && !aboutParcels) return means(40, 'explain-policy', { topic })
  const weak = topic === 'delivery-countries' && wish.category !== undefined
  const aboutThis = fact !== null && thread.lamp !== null && /\b(it|this|that)\b/.test(text) && !aboutParcels
  return means(weak || aboutThis ? 55 : 84, 'explain-policy', { topic })
}

export function chat({ reading: { text } }: Clues): Offer | null {
  const says = asks.help.test(text) || asks.greeting.test(text)
  return says ? { score: 32, asked: { intent: 'help', input: {} } } : null
}

export function cannot({ reading: { text, lamps } }: Clues): Offer | null {
  return beyond.test(text) && lamps.length === 0 ? { score: 84.5, asked: nothing } : null
}
