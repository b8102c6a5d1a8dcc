import { formatMoney, toMinorUnits } from '#lib/money.ts'
import type { Db } from '#lib/supabase.ts'
import type { Card } from '#shop/assistant/cards.ts'
import { compareLamps, concludeComparison, tellFact } from '#shop/assistant/facts.ts'
import { findLamps, readLamps } from '#shop/assistant/find.ts'
import type { IntentInput, IntentName } from '#shop/assistant/intents.ts'
import { toLampCard } from '#shop/assistant/lamp-card.ts'
import { finishesLike } from '#shop/assistant/lamp-words.ts'
import { concludeBy } from '#shop/assistant/measures.ts'
import type { OrderLink } from '#shop/assistant/order-links.ts'
import { tellPolicy } from '#shop/assistant/rules.ts'
import { searchLamps } from '#shop/assistant/search.ts'
import { recommend } from '#shop/assistant/situations.ts'
import { most, noneSuits, notDescribed, soldOutIn, sumUp, sumUpAll } from '#shop/assistant/sum-up.ts'
import { tellTotal } from '#shop/assistant/total.ts'
import { checked, fitted, turned, whichAre, withSentence } from '#shop/assistant/yes-no.ts'
import { getCart } from '#shop/cart/cart.ts'
import { listStock } from '#shop/catalog/catalog.ts'
import type { Product } from '#shop/catalog/types.ts'
import { findOrder } from '#shop/orders/orders.ts'
import { listOwnOrders } from '#shop/orders/own-orders.ts'
import { policies } from '#shop/orders/policies.ts'
import { isReturnOver, returnTime, writeReturnTime } from '#shop/orders/promises.ts'
import type { Order, OrderStatus } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

/** The caller and their rights: the database decides by the caller's own token. */
export type AnswerContext = {
  /** signed in as the shopper, or not signed in */
  db: Db
  user: { id: string; email: string } | null
  /** orders whose receipt link the shopper has */
  links: readonly OrderLink[]
  /** the lamps that the assistant knows by heart, and how many are for sale */
  lamps: readonly Product[]
  count: number
  cartId: string | null
}

type Answers = { [Name in IntentName]: (input: IntentInput<Name>, context: AnswerContext) => Promise<Card> }

const refuse = (text: string): Card => ({ kind: 'refusal', text })
/** As the database has it (`private.check_quantity`). */
const mostInCart = 20
const noSuchLamp = refuse('There is no lamp of that name here. Tell me what it should do, and I look for one.')

/** Lamps by slug, in this order; the database knows those that the assistant does not. */
const findEach = ({ db, lamps }: AnswerContext, slugs: readonly string[]) =>
  readLamps(
    db,
    lamps,
    slugs.map((slug) => slug.toLowerCase()),
  )
const findLamp = async (context: AnswerContext, slug: string) => (await findEach(context, [slug]))[0]
/** Says that an answer knows only a part of the catalogue. */
const partly = ({ lamps, count }: AnswerContext) =>
  count > lamps.length ? ` I looked among the first ${lamps.length} of our ${count} lamps.` : ''

/**
 * One verb for each intent. Verbs only read. To add a lamp to the cart, request a return or write to the staff, a verb
 * returns a card, and the action runs when the shopper presses the card's button.
 */
export const answers: Answers = {
  async 'find-lamps'(wish, context) {
    const { db, lamps, count } = context
    if (lamps.length === 0) return refuse('The shop is empty at the moment.')
    const { lamps: all, given_up, lost, missing } = await findLamps(db, lamps, wish)
    const found = wish.single ? all.slice(0, 1) : all
    const shown = found.slice(0, most).map((lamp) => toLampCard(lamp, { wish }))
    const told = Object.keys(wish).length === 0 ? sumUpAll(lamps, count) : sumUp(found.length, given_up, wish, lost)
    const text = missing.length > 0 ? notDescribed(missing, shown.length) : told + (wish.query ? '' : partly(context))
    if (shown.length === 0) return refuse(text)
    return { kind: 'lamps', text: soldOutIn(found, wish) ?? text, lamps: shown, total: found.length }
  },

  async 'compare-lamps'({ lamps: slugs, by, more = true, asks, check }, context) {
    const lamps = await findEach(context, [...new Set(slugs)])
    if (lamps.length < 2) return refuse('To compare, I need the names of two lamps, such as Porch and Kiln.')
    const rows = compareLamps(lamps)
    const told = by ? concludeBy(lamps, by, more, asks) : concludeComparison(lamps)
    const text = check ? whichAre(lamps, check, asks) : told
    return { kind: 'comparison', text, lamps: lamps.map((lamp) => toLampCard(lamp)), rows }
  },

  async 'describe-lamp'(
    { lamp: slug, fact, finish, without, check, soldOut, every, about, quantity, space, value },
    context,
  ) {
    const lamp = await findLamp(context, slug)
    if (!lamp) return noSuchLamp
    const current = fact === 'stock' || fact === 'finishes' || finish ? await withStock(lamp, context.db) : lamp
    const told = tellFact(current, fact, { finish, without, every, about, quantity })
    const fits = fitted(lamp, { space, value, about })
    const said = fits ?? (soldOut ? turned(told) : checked(current, check, told))
    const text = fact === 'everything' || !about || space ? said : withSentence(lamp, about, said)
    const wish = { finish: finish?.replaceAll('-', ' ') ?? check?.finish, without }
    return { kind: 'fact', text, lamp: toLampCard(current, { wish }) }
  },

  async 'add-up-prices'({ lines }, context) {
    const lamps = await findEach(context, [...new Set(lines.map(({ lamp }) => lamp))])
    const known = lamps.map((lamp) => ({
      lamp,
      quantity: lines.filter((line) => line.lamp === lamp.slug).reduce((sum, { quantity }) => sum + quantity, 0),
    }))
    const [first] = lamps
    if (!first) return noSuchLamp
    const text = tellTotal(known)
    if (lamps.length === 1) return { kind: 'fact', text, lamp: toLampCard(first) }
    return { kind: 'lamps', text, lamps: lamps.map((lamp) => toLampCard(lamp)), total: lamps.length }
  },

  async 'recommend-lamps'(input, context) {
    const { lamps } = context
    const { maxPrice, wish } = input
    const chosen = recommend(lamps, input)
    if (chosen.length === 0 && wish) {
      const narrowed = { ...wish, ...(maxPrice === undefined ? {} : { maxPrice }) }
      const { lamps: found } = searchLamps(lamps, narrowed)
      const shown = found.slice(0, most).map((lamp) => toLampCard(lamp, { wish }))
      return { kind: 'lamps', text: noneSuits + partly(context), lamps: shown, total: found.length }
    }
    if (chosen.length === 0) {
      const limit =
        maxPrice === undefined
          ? ''
          : ` under ${formatMoney({ amount: toMinorUnits(maxPrice, shop.currency), currency: shop.currency })}`
      return refuse(`No, for that I have nothing${limit}. With more room in the budget I would.${partly(context)}`)
    }
    const text = chosen.length === 1 ? 'For that there is one lamp.' : 'For that I would take one of these.'
    return {
      kind: 'lamps',
      text: text + partly(context),
      lamps: chosen.map(({ lamp, reason }) => toLampCard(lamp, { reason, wish })),
      total: chosen.length,
    }
  },

  async 'explain-policy'(input) {
    return { kind: 'policy', text: tellPolicy(input), page: policies[input.topic].page }
  },

  async 'show-cart'(_input, { db, cartId }) {
    const { lines, total } = await getCart(db, cartId)
    if (lines.length === 0)
      return {
        kind: 'policy',
        text: 'Your cart is empty. A lamp that you add is there until you take it out or check out.',
        page: '/cart',
      }
    const parts = lines.map(({ quantity, name, finish }) => `${quantity} × ${name} in ${finish}`)
    return {
      kind: 'policy',
      text: `In your cart: ${listFormat.format(parts)}. Together ${formatMoney(total)}. On its page you change how many, take a lamp out, and check out.`,
      page: '/cart',
    }
  },

  async 'change-order'({ order, message = '' }, { user }) {
    const which = order ?? 'An order'
    return {
      kind: 'question',
      text: `${which} cannot be changed or cancelled here: I only read. Write to our staff; until the parcel leaves, they can stop it. After that you can send it back ${returnTime}.`,
      message,
      email: user?.email ?? '',
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
      return refuse(
        `You have already requested the return of ${order.number}. We have mailed you what to do next: send it ${writeReturnTime(order)}.`,
      )
    if (!['shipped', 'delivered'].includes(order.status)) {
      return refuse(
        `${order.number} cannot be sent back yet: ${statusTexts[order.status]} Ask for a person to stop it.`,
      )
    }
    if (isReturnOver(order, new Date()))
      return refuse(`${order.number} could be sent back ${writeReturnTime(order)}; that day is over. Ask for a person.`)
    return {
      kind: 'return',
      text: `I have prepared the return of ${order.number}. You can send it back ${writeReturnTime(order)}. Nothing happens until you press the button.`,
      orderId: order.id,
      key,
      number: order.number,
      reason,
    }
  },

  async 'add-to-cart'({ lamp: slug, finish, quantity = 1 }, context) {
    const lamp = await findLamp(context, slug)
    if (!lamp) return noSuchLamp
    const current = await withStock(lamp, context.db)
    const wanted = finish ? finishesLike(current, finish.replaceAll('-', ' ')) : current.finishes
    const count = Math.min(quantity, mostInCart)
    const chosen = wanted.find(({ stock }) => stock >= count)
    if (!chosen)
      return {
        kind: 'fact',
        text: tellFact(current, 'stock', { finish }),
        lamp: toLampCard(current, { wish: { finish } }),
      }
    const limit = quantity > count ? `A cart takes at most ${mostInCart} of a lamp. ` : ''
    const sum = formatMoney({ ...chosen.price, amount: chosen.price.amount * count })
    const text = `${limit}${count} × ${lamp.name} in ${chosen.name}, ${sum}. Press the button, and it is in your cart.`
    return {
      kind: 'cart',
      text,
      lamp: toLampCard(current, { wish: { finish: chosen.name } }),
      variantId: chosen.id,
      quantity: count,
    }
  },

  async 'offer-readings'({ text = 'Which of these do you mean?', readings }) {
    return { kind: 'readings', text, readings }
  },

  async 'ask-a-human'({ message = '' }, { user }) {
    const text = 'Write your question, and our staff answer by email.'
    return { kind: 'question', text, message, email: user?.email ?? '' }
  },
}

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
      : `I can only open ${which} for the one who placed it. Sign in, or paste the link from your receipt here, and I look where it is, with its tracking number.`,
  )
}
