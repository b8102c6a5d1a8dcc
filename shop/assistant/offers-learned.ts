import { type Clues, hasWish, means, nothing, type Offer } from '#shop/assistant/clues.ts'
import { featuresOf, labelOf } from '#shop/assistant/features.ts'
import { type Fact, facts, type Manner, type Situation, situations, topics } from '#shop/assistant/intents.ts'
import { weigh } from '#shop/assistant/learned-reader.ts'
import { nicknamed } from '#shop/assistant/nickname.ts'
import { putIntoCart, putSeveralIntoCart } from '#shop/assistant/offers-cart.ts'
import { compare } from '#shop/assistant/offers-compare.ts'
import { tell } from '#shop/assistant/offers-describe.ts'
import { narrowedBy, restOf, wishOf } from '#shop/assistant/offers-lamps.ts'
import { giveBack, policy } from '#shop/assistant/offers-shop.ts'
import { addUp } from '#shop/assistant/offers-total.ts'

// The second reader. The rules know the phrases that somebody wrote down; it has learned from labelled questions how words, pairs of
// words and facts speak for an intent, so it also reads phrases that nobody wrote down. It decides where it is far surer than the rules.

/** How many times likelier its meaning must be than that of the rules. Measured on sets that neither had seen: see decision 0052. */
const farSurer = 30
/** Where the rules understand nothing, it is enough to be surer. */
const surer = 3
/** Up to this score, the rules only offer readings, or nothing. */
const nothingFound = 10
/** To refuse an answer, or to choose for another situation than the rules found, needs more. */
const muchFarSurer = 300
/** From this score on, the rules know what a message in the middle of a conversation goes on about: "and the smaller one?". */
const clear = 70

/** The meaning by the learned reader, where it beats the one by the rules. @param made all that the rules offer */
export function learned(clues: Clues, byRules: Offer, made: readonly Offer[]): Offer | null {
  const chances = [...weigh(featuresOf(clues))]
  const [label, chance] = chances.reduce((best, one) => (one[1] > best[1] ? one : best))
  const given = labelOf(byRules.asked)
  if (label === given || (clues.thread.last !== null && byRules.score >= clear)) return null
  const [intent, detail = ''] = label.split(' ')
  const both = intent === 'recommend-lamps' && byRules.asked.intent === intent
  const usual = byRules.score <= nothingFound ? surer : farSurer
  const least = intent === 'unknown' || both ? muchFarSurer : usual
  const other = chances.find(([one]) => one === given)?.[1] ?? 0
  if (chance < other * least) return null
  const offered = made.filter(({ asked }) => labelOf(asked) === label)
  return offered.toSorted((a, b) => b.score - a.score)[0] ?? build(clues, intent ?? '', detail)
}

/** What an intent needs, from the facts that the rules read. Null when it is not there. */
function build(clues: Clues, intent: string, detail: string): Offer | null {
  const { reading, message } = clues
  const { order } = reading
  const named = order ? { order } : {}
  switch (intent) {
    case 'describe-lamp':
    case 'add-to-cart':
    case 'add-up-prices':
      return ofLamp(clues, intent, detail)
    case 'compare-lamps':
      return compare(clues)
    case 'find-lamps': {
      const wish = wishOf(clues)
      return hasWish(wish) && reading.lamps.length === 0 ? means(60, 'find-lamps', wish) : null
    }
    case 'recommend-lamps':
      return recommended(clues, detail)
    case 'explain-policy': {
      const topic = topics.find((one) => one === detail)
      return topic ? policy({ ...clues, topic }) : null
    }
    case 'show-cart':
      return means(60, 'show-cart', {})
    case 'track-order':
      return means(60, 'track-order', named)
    case 'start-return':
      return giveBack(clues) ?? means(60, 'start-return', named)
    case 'change-order':
      return means(60, 'change-order', { ...named, message: message.slice(0, 1000) })
    case 'ask-a-human':
      return means(60, 'ask-a-human', {})
    case 'help':
      return { score: 60, asked: { intent: 'help', input: {}, ...(detail ? { manner: detail as Manner } : {}) } }
    case 'unknown':
      return { score: 60, asked: nothing }
    default:
      return null
  }
}

/** An intent about one lamp: the one that the message names, points at or calls by what it is, or the one it is about. */
function ofLamp(clues: Clues, intent: 'describe-lamp' | 'add-to-cart' | 'add-up-prices', detail: string): Offer | null {
  const { reading, thread, lamp, lamps } = clues
  const several = reading.lamps.length > 1
  if (several && intent === 'add-up-prices') return addUp(clues, reading.lamps)
  if (several && intent === 'add-to-cart') return putSeveralIntoCart(clues)
  const slug = lamp ?? nicknamed(reading.text, reading.unknown, lamps, thread.lamps) ?? thread.lamp
  if (slug === null || several) return null
  if (intent === 'add-up-prices') return addUp(clues, [slug])
  if (intent === 'add-to-cart') return putIntoCart(clues, slug)
  const fact: Fact | null = facts.find((one) => one === detail && one !== 'everything') ?? null
  return tell({ ...clues, lamp: slug, fact }, slug)
}

function recommended({ reading: { text, wish, lamps } }: Clues, detail: string): Offer | null {
  const situation: Situation | undefined = situations.find((one) => one === detail)
  if (!situation || lamps.length > 0) return null
  const { maxPrice } = wish
  return means(60, 'recommend-lamps', {
    situation,
    ...(maxPrice === undefined ? {} : { maxPrice }),
    ...narrowedBy(restOf(situation, text, wish), text),
  })
}
