import { dayOf, writeDay } from '#lib/days.ts'
import type { Order } from '#shop/orders/types.ts'
import { shop } from '#shop.config.ts'

// What pages, mails and the assistant promise about an order, in words that follow its state and the shop's configuration.

/** How long a shopper may return an order, by the rule of the shop. */
export const returnTime = `within ${shop.returns.days} days of delivery`

/** Days that the law of the EU gives at least: article 9 of https://eur-lex.europa.eu/eli/dir/2011/83/oj */
const legalDays = 14

/** How long a shopper may withdraw: as long as the shop takes returns, and never shorter than the law says. */
export const withdrawalTime = `within ${Math.max(shop.returns.days, legalDays)} days of delivery`

/** Who pays for the way back. */
export const returnCost = 'You choose the carrier for the way back, and pay it.'

/** What the parcel of an order costs. @param amount of the lamps in it. @returns both in minor units of the shop's currency */
export function parcelAmount(amount: number): number {
  const { price, freeFrom } = shop.delivery
  return freeFrom !== null && amount >= freeFrom ? 0 : price
}

/** How long this order may be returned: its last day, once it is delivered. */
export function writeReturnTime({ returnUntil }: Pick<Order, 'returnUntil'>): string {
  return returnUntil === null ? returnTime : `until ${writeDay(returnUntil)}`
}

/** True when the last day to return it is over. */
export function isReturnOver({ returnUntil }: Pick<Order, 'returnUntil'>, now: Date): boolean {
  return returnUntil !== null && dayOf(now) > returnUntil
}

/** The mails that this order still brings; empty when it brings none. */
export function writeNextMails({ status }: Pick<Order, 'status'>): string {
  if (status === 'paid' || status === 'packed') return 'We write again when the parcel leaves, and when it has arrived.'
  return status === 'shipped' ? 'We write again when the parcel has arrived.' : ''
}

/** The carrier's page about a parcel; null when the carrier has none. */
export function trackingUrl(trackingNumber: string): string | null {
  return shop.delivery.carrier.tracking?.replace('{number}', encodeURIComponent(trackingNumber)) ?? null
}
