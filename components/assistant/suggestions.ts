import { formatMoney, toMinorUnits } from '#lib/money.ts'
import { shop } from '#shop.config.ts'

const hundred = formatMoney({ amount: toMinorUnits(100, shop.currency), currency: shop.currency })

/** Questions to start a conversation with. @param path of the current page */
export function suggestionsFor(path: string): readonly string[] {
  if (/^\/products\/[^/]+$/.test(path)) return ['How big is it?', 'Can I dim it?', 'What do people say about it?']
  if (/^\/orders\/|^\/account/.test(path))
    return ['Where is my order?', 'I want to return my order', 'How do returns work?']
  return [`A warm lamp for a child’s room under ${hundred}`, 'Which lamp for reading in bed?', 'Where is my order?']
}
