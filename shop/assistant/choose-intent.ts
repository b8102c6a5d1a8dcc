import type { LocalAnswer } from '#lib/model-local.ts'
import { formatMoney, toMinorUnits } from '#lib/money.ts'
import type { Asked } from '#shop/assistant/thread.ts'
import { shop } from '#shop.config.ts'

const abilities =
  'I can find lamps by room, colour, price or light, compare two of them, tell you what one is made of or whether it is in stock, say what a parcel costs, and look where your order is.'

/** The answers to messages without a verb. */
export const words = {
  help: `Good evening. ${abilities} Try “a warm lamp for a child’s room under ${formatMoney({ amount: toMinorUnits(100, shop.currency), currency: shop.currency })}”.`,
  unknown: `That I do not know: neither the catalogue nor the shop’s pages say it. ${abilities} For everything else, ask for a human.`,
}

/** Converts an intent into the router's first reply: a tool call or a text. */
export function sayFirst(asked: Asked): LocalAnswer {
  if (asked.intent === 'help' || asked.intent === 'unknown') return { text: words[asked.intent] }
  return { tool: asked.intent, input: asked.input }
}
