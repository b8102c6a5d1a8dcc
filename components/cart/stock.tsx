import type { CartLine } from '#shop/cart/types.ts'

/** Says when there are fewer of a lamp than the cart holds. */
export function CartStock({ line }: { line: CartLine }) {
  const message = describeShortage(line)
  return message ? <p className="pt-2 text-small text-wrong">{message}</p> : null
}

/** Gives the reason why a line is not in the total; null when it is. */
export function describeShortage({
  state,
  stock,
  finish,
}: Pick<CartLine, 'state' | 'stock' | 'finish'>): string | null {
  switch (state) {
    case 'ok':
      return null
    case 'gone':
      return 'We no longer sell this lamp, so it is not in the total.'
    case 'held':
      return `${finish} is in somebody else's cart, so it is not in the total. Try again soon.`
    case 'sold_out':
      return `${finish} is sold out, so it is not in the total. Remove it, or choose another finish.`
    case 'short':
      return `Only ${stock} left in ${finish}, so it is not in the total. Change the quantity to ${stock} or less.`
  }
}
