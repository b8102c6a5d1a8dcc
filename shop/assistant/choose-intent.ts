import type { LocalAnswer } from '#lib/model-local.ts'
import { formatMoney, toMinorUnits } from '#lib/money.ts'
import type { Manner } from '#shop/assistant/intents.ts'
import type { Asked } from '#shop/assistant/thread.ts'
import { shop } from '#shop.config.ts'

const abilities =
  'I can find lamps by room, colour, price or light, compare two of them, tell you what one is made of or whether it is in stock, say what a parcel costs, and look where your order is.'

/** The answers to messages without a verb. */
export const words = {
  help: `Good evening. ${abilities} Try “a warm lamp for a child’s room under ${formatMoney({ amount: toMinorUnits(100, shop.currency), currency: shop.currency })}”.`,
  unknown: `That I do not know: neither the catalogue nor the shop’s pages say it. ${abilities} For everything else, ask for a human.`,
}

const manners: Record<Manner, string> = {
  hello: words.help,
  thanks: 'You are welcome. Ask again any time.',
  bye: 'Goodbye, and a good evening.',
  agreement: 'Good. Is there anything else about lamps or your order?',
  insult:
    'I am sorry that I was no help. I only know the lamps, the policies and your orders. A person can do more: ask for one, and I pass your question on.',
  robot: `I am a program, not a person: an assistant that reads the catalogue, the shop’s policies and your orders. Ask for a person, and I pass your question on.`,
}

/** @param thing in the shopper's words, such as `candles` */
const notSold = (thing: string) => `No, we sell lamps only: I have no “${thing}”. ${abilities}`

/** Converts an intent into the router's first reply: a tool call or a text. */
export function sayFirst(asked: Asked): LocalAnswer {
  if (asked.intent === 'help') return { text: asked.manner ? manners[asked.manner] : words.help }
  if (asked.intent === 'unknown') return { text: asked.thing ? notSold(asked.thing) : words.unknown }
  const also = 'also' in asked ? asked.also?.map(({ intent, input }) => ({ tool: intent, input })) : undefined
  return { tool: asked.intent, input: asked.input, ...(also ? { also } : {}) }
}
