/** The number of an order, such as NL-10001: a line never ends inside it. */
export function OrderNumber({ number }: { number: string }) {
  return <span className="whitespace-nowrap">{number}</span>
}
