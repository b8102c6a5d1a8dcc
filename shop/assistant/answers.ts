import { formatMoney, toMinorUnits } from '#lib/money.ts'
import type { Db } from '#lib/supabase.ts'
import type { Card } from '#shop/assistant/cards.ts'
import { compareLamps, concludeComparison, tellFact } from '#shop/assistant/facts.ts'
import type { IntentInput, IntentName } from '#shop/assistant/intents.ts'
import { toLampCard } from '#shop/assistant/lamp-card.ts'
import type { OrderLink } from '#shop/assistant/order-links.ts'
import { finishesLike, searchLamps } from '#shop/assistant/search.ts'
import { recommend } from '#shop/assistant/situations.ts'
import { listStock } from '#shop/catalog/catalog.ts'
import type { Product } from '#shop/catalog/types.ts'
import { findOrder } from '#shop/orders/orders.ts'
import { listOwnOrders } from '#shop/orders/own-orders.ts'
import { policies } from '#shop/orders/policies.ts'
import type { Order, OrderStatus } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

/** The caller and their rights: the database decides by the caller's own token. */
export type AnswerContext = {
  /** signed in as the shopper, or not signed in */
  db: Db
  user: { id: string; email: string } | null
  /** orders whose receipt link the shopper has */
  links: readonly OrderLink[]
  /** every lamp for sale */
  lamps: readonly Product[]
}

type Answers = { [Name in IntentName]: (input: IntentInput<Name>, context: AnswerContext) => Promise<Card> }

/** The number of lamps in a list. */
const most = 6

const refuse = (text: string): Card => ({ kind: 'refusal', text })
const noSuchLamp = refuse('There is no lamp of that name here. Tell me what it should do, and I look for one.')
const findLamp = ({ lamps }: AnswerContext, slug: string) => lamps.find((lamp) => lamp.slug === slug.toLowerCase())

/**
 * One verb for each intent. Verbs only read. To add a lamp to the cart, request a return or write to the staff, a verb
 * returns a card, and the action runs when the shopper presses the card's button.
 */
export const answers: Answers = {
  async 'find-lamps'(wish, { lamps }) {
    const { lamps: found, given_up } = searchLamps(lamps, wish)
    const shown = found.slice(0, most).map((lamp) => toLampCard(lamp))
    if (shown.length === 0) return refuse('The shop is empty at the moment.')
    return { kind: 'lamps', text: sumUp(found.length, given_up, wish), lamps: shown, total: found.length }
  },

  async 'compare-lamps'({ lamps: slugs }, context) {
    const lamps = [...new Set(slugs)].flatMap((slug) => findLamp(context, slug) ?? [])
    if (lamps.length < 2) return refuse('To compare, I need the names of two lamps, such as Porch and Kiln.')
    const rows = compareLamps(lamps)
    return { kind: 'comparison', text: concludeComparison(lamps), lamps: lamps.map((lamp) => toLampCard(lamp)), rows }
  },

  async 'describe-lamp'({ lamp: slug, fact, finish }, context) {
    const lamp = findLamp(context, slug)
    if (!lamp) return noSuchLamp
    const current = fact === 'stock' || fact === 'finishes' ? await withStock(lamp, context.db) : lamp
    return { kind: 'fact', text: tellFact(current, fact, finish), lamp: toLampCard(current) }
  },

  async 'recommend-lamps'({ situation, maxPrice }, { lamps }) {
    const chosen = recommend(lamps, situation, maxPrice)
    if (chosen.length === 0) {
      const limit =
        maxPrice === undefined
          ? ''
          : ` under ${formatMoney({ amount: toMinorUnits(maxPrice, shop.currency), currency: shop.currency })}`
      return refuse(`For that I have nothing${limit}. With more room in the budget I would.`)
    }
    const text = chosen.length === 1 ? 'For that there is one lamp.' : 'For that I would take one of these.'
    return {
      kind: 'lamps',
      text,
      lamps: chosen.map(({ lamp, reason }) => toLampCard(lamp, reason)),
      total: chosen.length,
    }
  },

  async 'explain-policy'({ topic }) {
    const { heading, text, page } = policies[topic]
    return {
      kind: 'policy',
      text: topic === 'delivery-countries' ? `We deliver to ${text}` : `${heading}: ${text}`,
      page,
    }
  },

  async 'track-order'({ order: number }, context) {
    const found = await openOrder(context, number)
    if ('kind' in found) return found
    const { order, key } = found
    const { id, status, placedAt, events, trackingNumber, lines } = order
    return {
      kind: 'order',
      text: `Order ${order.number}: ${statusTexts[status]}${trackingNumber ? ` Tracking number ${trackingNumber}.` : ''}`,
      order: {
        number: order.number,
        status,
        placedAt,
        events,
        trackingNumber,
        lines: lines.map(({ name, finish, quantity }) => ({ name, finish, quantity })),
        address: key ? `/orders/${id}?key=${key}` : `/orders/${id}`,
      },
    }
  },

  async 'start-return'({ order: number, reason = '' }, context) {
    const found = await openOrder(context, number)
    if ('kind' in found) return found
    const { order, key } = found
    if (order.returnRequestedAt)
      return refuse(`You have already requested the return of ${order.number}. We have mailed you what to do next.`)
    if (!['shipped', 'delivered'].includes(order.status)) {
      return refuse(
        `${order.number} cannot be sent back yet: ${statusTexts[order.status]} Ask for a person to stop it.`,
      )
    }
    return {
      kind: 'return',
      text: `I have prepared the return of ${order.number}. Nothing happens until you press the button.`,
      orderId: order.id,
      key,
      number: order.number,
      reason,
    }
  },

  async 'add-to-cart'({ lamp: slug, finish, quantity = 1 }, context) {
    const lamp = findLamp(context, slug)
    if (!lamp) return noSuchLamp
    const current = await withStock(lamp, context.db)
    const wanted = finish ? finishesLike(current, finish.replaceAll('-', ' ')) : current.finishes
    const chosen = wanted.find(({ stock }) => stock >= quantity)
    if (!chosen) return { kind: 'fact', text: tellFact(current, 'stock', finish), lamp: toLampCard(current) }
    const text = `${quantity} × ${lamp.name} in ${chosen.name}, ${formatMoney({ ...chosen.price, amount: chosen.price.amount * quantity })}. Press the button, and it is in your cart.`
    return { kind: 'cart', text, lamp: toLampCard(current), variantId: chosen.id, quantity }
  },

  async 'ask-a-human'({ message = '' }, { user }) {
    const text = 'Write your question, and our staff answer by email.'
    return { kind: 'question', text, message, email: user?.email ?? '' }
  },
}

const fields: Record<string, string> = {
  words: 'every word of it',
  finish: 'that colour',
  warm: 'warm light',
  brightness: 'that brightness',
  dimmable: 'a dimmer',
  room: 'that room',
  power: 'that kind of power',
  minPrice: 'that price',
  maxPrice: 'that price',
  category: 'that kind',
}

function sumUp(count: number, given_up: readonly string[], wish: IntentInput<'find-lamps'>): string {
  if (given_up.length > 0) {
    const left = listFormat.format(given_up.map((field) => fields[field] ?? field))
    return `Nothing fits all of that. If I let go of ${left}, ${count === 1 ? 'this one comes' : 'these come'} closest.`
  }
  if (count === 1) return 'One lamp fits.'
  const first = count > most ? ` Here are the first ${numbers[most]}.` : ''
  const many = numbers[count] ?? String(count)
  return `${many.charAt(0).toUpperCase()}${many.slice(1)} lamps ${wish.sort ? 'in that order' : 'fit'}.${first}`
}

const numbers = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ')
const listFormat = new Intl.ListFormat(shop.locale, { type: 'conjunction' })

/** Returns a lamp with its current stock. */
async function withStock(lamp: Product, db: Db): Promise<Product> {
  const stock = new Map((await listStock(db, lamp.slug)).map((row) => [row.variantId, row.stock]))
  return {
    ...lamp,
    finishes: lamp.finishes.map((finish) => ({ ...finish, stock: stock.get(finish.id) ?? finish.stock })),
  }
}

const statusTexts: Record<OrderStatus, string> = {
  pending: 'the payment has not arrived yet.',
  paid: 'paid; we pack your lamps next.',
  packed: 'packed; the carrier collects your parcel next.',
  shipped: 'on its way to you.',
  delivered: 'delivered.',
  cancelled: 'cancelled; if you were charged, we refund you.',
  refunded: 'refunded to the same payment method.',
}

/** Finds the order of a question, if the caller may see it: by a link they have, or among their account's orders. */
async function openOrder(
  context: AnswerContext,
  number: string | undefined,
): Promise<{ order: Order; key: string | null } | Card> {
  for (const { id, key } of context.links.toReversed()) {
    const order = await findOrder(context.db, id, key)
    if (order && (number === undefined || order.number === number)) return { order, key }
  }
  const own = context.user ? await listOwnOrders(context.db, context.user.id) : []
  const meant = number === undefined ? own[0] : own.find((order) => order.number === number)
  const order = meant && (await findOrder(context.db, meant.id, null))
  if (order) return { order, key: null }
  const which = number ?? 'your order'
  return refuse(
    context.user
      ? `I find no order ${number ? `${number} ` : ''}in your account. If you bought as a guest, paste the link from the receipt here.`
      : `I can only open ${which} for the one who placed it. Sign in, or paste the link from your receipt here, and I look where it is.`,
  )
}
