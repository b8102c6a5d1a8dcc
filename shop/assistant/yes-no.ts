import { tellValue } from '#shop/assistant/asked-value.ts'
import type { IntentInput } from '#shop/assistant/intents.ts'
import { quote } from '#shop/assistant/quote.ts'
import { isLike } from '#shop/assistant/search.ts'
import { tellSpace } from '#shop/assistant/space.ts'
import type { Product } from '#shop/catalog/types.ts'
import { shop } from '#shop.config.ts'

// How an answer about a lamp begins and ends: yes or no, and the lamp's own sentence.

type Wish = IntentInput<'find-lamps'>
type Asked = Pick<IntentInput<'describe-lamp'>, 'space' | 'value' | 'about'>

const listFormat = new Intl.ListFormat(shop.locale, { type: 'conjunction' })

/** Says whether a lamp fits a space, carries a load or has a value; null when the question is about none of them. */
export function fitted(lamp: Product, { space, value, about }: Asked): string | null {
  if (space) return tellSpace(lamp, space, about)
  return value ? tellValue(lamp, value) : null
}

/** Says which of some lamps are what a wish says. */
export function whichAre(lamps: readonly Product[], wish: Wish, asks = false): string {
  const names = (some: readonly Product[]) => listFormat.format(some.map(({ name }) => name))
  const like = lamps.filter((lamp) => isLike(lamp, wish))
  const yes = (said: string) => (asks ? `Yes, ${said}` : said.charAt(0).toUpperCase() + said.slice(1))
  if (like.length === 0) return `No, none of them: neither ${lamps.map(({ name }) => name).join(' nor ')}.`
  if (like.length === lamps.length) return yes(`${lamps.length === 2 ? 'both' : 'all of them'}: ${names(like)}.`)
  const others = names(lamps.filter((lamp) => !like.includes(lamp)))
  if (asks) return `Yes, ${names(like)}; not ${others}.`
  return `${like.length === 1 ? 'That is' : 'Those are'} ${names(like)}, and not ${others}.`
}

/** Puts yes or no before a fact. A lamp with built-in light has no bulb that could be included. */
export function checked(lamp: Product, check: Wish | undefined, told: string): string {
  if (!check || /^(?:Yes|No)\b/.test(told)) return told
  const yes = isLike(lamp, check)
  if (!yes && check.bulb === 'included' && /integrated/i.test(lamp.light.source)) return told
  return `${yes ? 'Yes' : 'No'}. ${told}`
}
/** A fact, and the sentence of the lamp's own text that has more of the words of the question. */
export function withSentence(lamp: Product, about: readonly string[], told: string): string {
  const [sentence] = quote(lamp, about)?.split(/(?<=[.!?]) /) ?? []
  return sentence === undefined || told.includes(sentence) ? told : `${told} ${sentence}`
}

/** The answer to "is it sold out?", from the answer to "is it in stock?". */
export const turned = (told: string) => told.replace(/^(Yes|No)\b/, (said) => (said === 'Yes' ? 'No' : 'Yes'))
