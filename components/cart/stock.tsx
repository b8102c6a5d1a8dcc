import type { CartLine } from '#shop/cart/types.ts'

/** What stands between a line and the door: nothing, most of the time. */
export function CartStock({ line }: { line: CartLine }) {
  const message = describeShortage(line)
  return message ? <p className="pt-2 text-small text-wrong">{message}</p> : null
}

/** What to say when there are fewer of a lamp than the cart holds, or null. */
export function describeShortage({ stock, quantity, finish }: Pick<CartLine, 'stock' | 'quantity' | 'finish'>) {
  if (stock >= quantity) return null
  if (stock <= 0) return `${finish} sold out while it was in your cart. Remove it, or look for another finish.`
  return `Only ${stock} left in ${finish}. Change the quantity to ${stock} or less.`
}
