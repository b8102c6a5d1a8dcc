import { type Clues, hasWish, isClosed, means, namesLamps, nothing, type Offer } from '#shop/assistant/clues.ts'
import type { Manner, Topic } from '#shop/assistant/intents.ts'
import { asks, beyond, manners } from '#shop/assistant/lexicon-asks.ts'
import { topicWords } from '#shop/assistant/lexicon-topics.ts'
import { otherGoods } from '#shop/assistant/lexicon-words.ts'
import type { Wish } from '#shop/assistant/read.ts'
import { readReason } from '#shop/assistant/read-reason.ts'
import type { Thread } from '#shop/assistant/thread.ts'

// Scores how well a message matches the intents about the shop: orders, returns, rules, staff. Null means not at all.

export function human({ reading: { text: said } }: Clues): Offer | null {
  // "A charger for my phone" is a thing that a lamp may have.
  const text = said.replace(
    /\bphones? (?=charg|holder|stand|app\b)|\b(?:charg\w+|holds?) (?:my |the |a |your )?phones?\b/g,
    '',
  )
  // "A shelf for my phone" is about a lamp.
  if (namesLamps.test(text) && /\bfor (?:my|a|the) (?:smart)?phone\b/.test(text)) return null
  // "A lamp for a person with poor eyesight" is no call for one.
  if (
    namesLamps.test(text) &&
    /\bfor (?:an? |the |my |one )?(?:\w+ ){0,2}(?:person|people|someone|somebody|man|woman)\b/.test(text)
  )
    return null
  return asks.human.test(text) ? means(95, 'ask-a-human', {}) : null
}

/** "Which lamp would you take". */
const asksWhichLamp = /\b(?:which|what|recommend|suggest)\b.*\b(?:lamps?|lights?)\b/

export function track({ reading: { text, order, lamps }, thread, topic, fact }: Clues): Offer | null {
  // "Where is the switch on it" is about the lamp.
  const aboutLamp = fact === 'controls' && thread.lamp !== null && !/\b(order|parcel|package|delivery)\b/.test(text)
  if ((aboutLamp || (beyond.test(text) && !/\b(order|parcel|package|delivery)\b/.test(text))) && !order) return null
  // "Lamps where the bulb is included" looks for lamps.
  if (/\b(?:lamps?|lights?|ones?) where\b/.test(text) && !order) return null
  // "I have been waiting for Pinhole in rust" and "a house where no current is, which lamp" are about lamps.
  const ofOrder =
    /\b(?:orders?|ordered|bought|parcel|package|delivery|shipment|delivered|arrived?|tracking|purchase|paid|payment)\b/
  if (!order && !ofOrder.test(text) && ((lamps.length > 0 && fact !== null) || asksWhichLamp.test(text))) return null
  const named = order ? { order } : {}
  const link = /\blink of my order\b/.test(text)
  if ((order || link) && thread.last?.intent === 'start-return')
    return means(86, 'start-return', { ...thread.last.input, ...named })
  // "When will it come if I order today" is about delivery in general.
  const general =
    (topic === 'delivery-time' || topic === 'shipping-cost') &&
    !/\b(my|our) (order|parcel|package|delivery|lamps?)\b|\bthe (order|package)\b/.test(text)
  if (asks.track.test(text) && !general) return means(85, 'track-order', named)
  return order ? means(80, 'track-order', named) : null
}

/** "I want to send it back" requests a return; "can I send it back" asks about the rules. */
export function giveBack({ message, reading: { text, order }, thread, topic }: Clues): Offer | null {
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
  // "I want my money back" with the order beside it is about that order.
  const refund = topic === 'returns' && (order !== null || /\blink of my order\b/.test(text)) && !isClosed(text)
  if (!agrees && !wants && !refund) return null
  const earlier = last?.intent === 'track-order' ? last.input.order : undefined
  const named = order ?? earlier
  const reason = readReason(message)
  return means(91, 'start-return', { ...(named ? { order: named } : {}), ...(reason ? { reason } : {}) })
}

/** "What is in my cart" lists it; "add it to my cart" is not this. */
export function showCart({ reading: { text, lamps }, topic }: Clues): Offer | null {
  const asked = asks.showCart.test(text) || /^(?:my |the |open |view )?(?:cart|basket|bag)(?: please)?$/.test(text)
  const adds = asks.cart.test(text) || /\b(it|this|that|one|these|those|both|them|into|to)\b/.test(text)
  const changes =
    /\b(remove|change|edit|update|reduce|adjust|delete|erase|(?:take|taking|get|throw|put|kick|drop|pull|lose|leave) .*\b(?:from|out|off)|empty|clear|check ?out)\b/.test(
      text,
    )
  // "How long do things stay in my cart" asks for a rule.
  if (topic === 'privacy' || (topic !== null && !/\b(cart|basket|bag)\b/.test(text))) return null
  return asked && (lamps.length === 0 || changes) && (changes || !adds || /^(what|show|how|is there)/.test(text))
    ? means(93, 'show-cart', {})
    : null
}

/** Cancelling and changing an order, which only the staff can do. */
export function change({ message, reading: { text, order: named, lamps }, thread: { last } }: Clues): Offer | null {
  if (!asks.change.test(text) || lamps.length > 0 || asks.returns.test(text)) return null
  // "Can I cancel it" after "where is my order" is about that order.
  const order = named ?? (last?.intent === 'track-order' ? last.input.order : undefined)
  return means(92, 'change-order', { ...(order ? { order } : {}), message: message.slice(0, 1000) })
}

export function policy({ reading: { text, lamps, wish, country }, topic: said, fact, thread }: Clues): Offer | null {
  const amount = amountAfterShipping(text, wish, thread)
  if (amount !== null && lamps.length === 0) return means(85, 'explain-policy', { topic: 'shipping-cost', amount })
  if (!said) return null
  const topic =
    said === 'payment' && /\b(?:shipping|delivery|postage|parcel|post)\b/.test(text) ? 'shipping-cost' : said
  // "How much is delivery" is about parcels even on a lamp's page; "what would I pay for Porch" is about Porch.
  const aboutParcels = /\b(ship|deliver|return|refund|vat|tax|parcel|postage|send)/.test(text)
  if (lamps.length > 0 && fact !== null && !aboutParcels) return means(40, 'explain-policy', { topic })
  const weak = topic === 'delivery-countries' && wish.category !== undefined
  const aboutThis = fact !== null && thread.lamp !== null && /\b(it|this|that)\b/.test(text) && !aboutParcels
  const asked = { ...detailOf(topic, text, wish, country), ...(isAnswered(topic, text) ? { asks: true } : {}) }
  return means(weak || aboutThis ? 55 : 84, 'explain-policy', { topic, ...asked })
}

/** A single word of a rule, where nothing else has a clearer meaning: "who pays if the parcel is heavy". */
export function policyByWord({ reading: { text, lamps, wish, order }, topic, lamp }: Clues): Offer | null {
  if (topic !== null || order !== null || lamps.length > 0 || lamp !== null || hasWish(wish)) return null
  const found = topicWords.find(([, said]) => said.test(text))?.[0]
  return found ? means(40, 'explain-policy', { topic: found }) : null
}

/** The value of an order in a message after the cost of shipping: "and if I buy for 200". Null for other messages. */
function amountAfterShipping(text: string, wish: Wish, { last }: Thread): number | null {
  const asksCost = last?.intent === 'explain-policy' && last.input.topic === 'shipping-cost'
  const { minPrice, maxPrice, ...rest } = wish
  const said = /\b(?:basket|cart|order|total|sum|spend|bill)(?: is| of| for| over| at)? (\d{2,5})$/.exec(text)?.[1]
  const limit = maxPrice ?? minPrice ?? (said ? Number(said) : null)
  if (!asksCost || Object.keys(rest).length > 0 || namesLamps.test(text)) return null
  return limit !== null && /\b(?:under|below|less than)\b/.test(text) ? limit - 0.01 : limit
}

/** Whether yes or no answers a question about a rule: the rules say that lamps may be returned, and nothing of their box. */
function isAnswered(topic: Topic, text: string): boolean {
  if (!isClosed(text)) return false
  if (topic === 'returns') return allowed.test(text) && !/\b(?:free|pay|cost|charge|label|box|packag\w+)\b/.test(text)
  return (
    topic !== 'tax' ||
    (/\b(?:inclu\w+|with|in the|already|contain\w*|part of)\b/.test(text) && !/\bwithout\b/.test(text))
  )
}
const allowed = /\b(?:can|could|may|possible|allowed|do you (?:take|accept)|would you take|is there)\b/

const daysOf: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 }

/** What a question about a rule adds to its topic: a country, the value of an order, days. */
function detailOf(topic: Topic, text: string, wish: Wish, country: string | null) {
  if (topic === 'delivery-countries') return country ? { country } : {}
  if (topic === 'shipping-cost') {
    const limit = wish.maxPrice ?? wish.minPrice
    // "Under 150" excludes 150, from which delivery may be free.
    const amount = limit !== undefined && /\b(?:under|below|less than)\b/.test(text) ? limit - 0.01 : limit
    return amount === undefined ? {} : { amount }
  }
  const [, count, unit = ''] = /\b(\d+|a|one) (day|week|month|year)s?\b/.exec(text) ?? []
  if (topic !== 'returns' || !count) return {}
  return { days: (Number(count) || 1) * (daysOf[unit] ?? 1) }
}

export function chat({ reading: { text, wish, lamps } }: Clues): Offer | null {
  const manner = manners.find(([, said]) => said.test(text))?.[0]
  const says = manner !== undefined || asks.help.test(text) || asks.greeting.test(text)
  if (!says) return null
  // "Thanks, that was helpful" is only thanks; "thanks, and in green?" asks for more.
  const more = lamps.length > 0 || Object.keys(wish).length > 0 || text.split(' ').length > 8
  const score = manner && !more ? scoreOf(manner, text) : 32
  return { score, asked: { intent: 'help', input: {}, ...(manner ? { manner } : {}) } }
}

/** "Are you human?" does not ask for a person. */
function scoreOf(manner: Manner, text: string): number {
  if (manner !== 'robot') return 62
  return /^(?:and |so )?(?:are you|am i|is this)\b/.test(text) ? 96 : 86
}

const goods = new RegExp(
  String.raw`\b(?:sell|stock|carry|offer|are there|is there|buy|selling|looking for|(?:you|u|i|we) (?:also |guys )?(?:have|got|need|want)|have (?:you|u)|^(?:got|have|any)) (?:u |you |got |also |only |just )*(?:any |some |an? |the |spare |extra |real |new |other |cheap |replacement )*((?:${otherGoods})s?)(?: (?:here|too|also|as well|please|by any chance))*$`,
)
/** "Do you sell candles": the shop sells lamps only. */
export function notSold({ reading: { text, lamps }, thread }: Clues): Offer | null {
  const [said, thing = ''] = goods.exec(text) ?? []
  if (!said || lamps.length > 0 || (thread.lamp !== null && !/\b(?:sell|you|u|shop|there)\b/.test(text))) return null
  return { score: 83, asked: { intent: 'unknown', input: {}, thing } }
}

export function cannot({ reading: { text, lamps, use } }: Clues): Offer | null {
  // "A lamp for homework" is about a lamp.
  if (use !== null && namesLamps.test(text)) return null
  return beyond.test(text) && lamps.length === 0 ? { score: 84.5, asked: nothing } : null
}
