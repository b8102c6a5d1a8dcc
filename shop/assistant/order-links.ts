/** An order that the shopper can open with the receipt's link. The key is the shopper's secret. */
export type OrderLink = Readonly<{ id: string; key: string }>

const link =
  /(?:https?:\/\/[^\s/]+)?\/orders\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/thank-you)?\?(?:[^\s#]*&)?key=([\w-]{8,100})[^\s]*/gi

/** Lists the orders whose links are in a text, such as a message or the URL of a page. */
export function findOrderLinks(text: string): OrderLink[] {
  return [...text.matchAll(link)].map(([, id = '', key = '']) => ({ id: id.toLowerCase(), key }))
}

/** Removes the keys of orders from a text, so that a model may read it. */
export function hideOrderLinks(text: string): string {
  return text.replace(link, '[the link of my order]')
}
