/** An order that its shopper can open, by the link of the receipt. The key is a secret of theirs. */
export type OrderLink = Readonly<{ id: string; key: string }>

const link =
  /(?:https?:\/\/[^\s/]+)?\/orders\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/thank-you)?\?(?:[^\s#]*&)?key=([\w-]{8,100})[^\s]*/gi

/** The orders whose links are in a text, such as a message or the address of a page. */
export function findOrderLinks(text: string): OrderLink[] {
  return [...text.matchAll(link)].map(([, id = '', key = '']) => ({ id: id.toLowerCase(), key }))
}

/** A text without the keys in it, so that it can be handed on to a model. */
export function hideOrderLinks(text: string): string {
  return text.replace(link, '[the link of my order]')
}
