import type { CartLine } from '#shop/cart/types.ts'

/** Says when there are fewer of a lamp than the cart holds. */
export function CartStock({ line }: { line: CartLine }) {
  const message = describeShortage(line)
  return message ? <p className="pt-2 text-small text-wrong">{message}</p> : null
}

/** Gives the message when there are fewer of a lamp than the cart holds; null when there are enough. */
export function describeShortage({ stock, quantity, finish }: Pick<CartLine, 'stock' | 'quantity' | 'finish'>) {
  if (stock >= quantity) return null
  if (stock <= 0) return `${finish} is sold out. Remove it, or choose another finish.`
  return `Only ${stock} left in ${finish}. Change the quantity to ${stock} or less.`
}
