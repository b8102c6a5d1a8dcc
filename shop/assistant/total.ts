import { formatMoney, type Money } from '#lib/money.ts'
import type { Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

export type Line = { lamp: Product; quantity: number }

/** Adds up what some lamps cost, and says it with the cost of their parcel: "2 × Regatta and 1 × Stoop cost €377 …". */
export function tellTotal(lines: readonly Line[]): string {
  const money = (amount: number): string => formatMoney({ amount, currency: shop.currency } as Money)
  const sum = lines.reduce((total, { lamp, quantity }) => total + lamp.price.amount * quantity, 0)
  const { price, freeFrom } = shop.delivery
  const free = freeFrom !== null && sum >= freeFrom
  const each = lines.map(({ lamp, quantity }) => `${quantity} × ${lamp.name} at ${money(lamp.price.amount)}`)
  const parcel = free
    ? `Delivery is free from ${money(freeFrom ?? 0)}, so ${money(sum)} is what you pay.`
    : `Delivery costs ${money(price)}, so you pay ${money(sum + price)} in all.`
  return `${list.format(each)}: ${money(sum)}, VAT included. ${parcel}`
}
const list = new Intl.ListFormat(shop.locale, { type: 'conjunction' })
