import { type Clues, isYesOrNo, nothing, type Offer } from '#shop/assistant/clues.ts'
import type { Fact } from '#shop/assistant/intents.ts'
import { factCues } from '#shop/assistant/lexicon-asks.ts'
import { topicCues } from '#shop/assistant/lexicon-topics.ts'
import { nicknamed } from '#shop/assistant/nickname.ts'
import { addSeveral, addWhich, cart, soundsLikeBuying } from '#shop/assistant/offers-cart.ts'
import { compare } from '#shop/assistant/offers-compare.ts'
import { describe } from '#shop/assistant/offers-describe.ts'
import { goOn, goOnList, relative } from '#shop/assistant/offers-follow.ts'
import { byWords, search, situation, use } from '#shop/assistant/offers-lamps.ts'
import { learned } from '#shop/assistant/offers-learned.ts'
import { factOfWhich, nameOrPlace, nearby } from '#shop/assistant/offers-readings.ts'
import {
  cannot,
  change,
  chat,
  giveBack,
  human,
  notSold,
  policy,
  policyByWord,
  showCart,
  track,
} from '#shop/assistant/offers-shop.ts'
import { total } from '#shop/assistant/offers-total.ts'
import { type Reading, read } from '#shop/assistant/read.ts'
import { plain } from '#shop/assistant/text.ts'
import { type Asked, beginThread, continueThread, findDegree, pointedAt, type Thread } from '#shop/assistant/thread.ts'
import type { Vocabulary } from '#shop/assistant/vocabulary.ts'
import type { Product } from '#shop/catalog/types.ts'

/** The data that `understand` needs. */
export type Setting = {
  lamps: readonly Product[]
  vocabulary: Vocabulary
  /** slug of the lamp whose page is open */
  page: string | null
  /** for each message, slugs of the lamps that its answer showed: the shop's search found some of them */
  shown?: readonly (readonly string[])[]
}

/**
 * Finds the intent of a thread's last message, without a model. Every intent scores how well the message matches
 * it, by the catalogue's own words and by cues, and the highest score wins, unless the learned reader knows better. It processes
 * the earlier messages in the same way first, so that "the smaller one" and "in brass?" can refer to them.
 * @param messages of the shopper, oldest first
 */
export function understand(messages: readonly string[], setting: Setting): Asked {
  return follow(messages, setting, choose).asked
}

/** The facts about a thread's last message, and what the rules alone make of it: what the learned reader learns from. */
export function understandByRules(messages: readonly string[], setting: Setting): { asked: Asked; clues: Clues } {
  const { asked, clues } = follow(messages, setting, (seen) => best(offersFor(seen)).asked)
  if (!clues) throw new Error('A thread needs a message.')
  return { asked, clues }
}

function follow(messages: readonly string[], setting: Setting, chosen: (clues: Clues) => Asked) {
  let thread = beginThread(setting.page)
  let asked: Asked = nothing
  let clues: Clues | null = null
  for (const [place, message] of messages.entries()) {
    clues = cluesOf(message, thread, setting)
    asked = chosen(clues)
    thread = continueThread(thread, asked, setting.lamps, setting.shown?.[place])
  }
  return { asked, clues }
}

const offers: readonly ((clues: Clues) => Offer | null)[] = [
  human,
  showCart,
  change,
  track,
  giveBack,
  compare,
  total,
  cart,
  policy,
  situation,
  describe,
  search,
  goOn,
  goOnList,
  relative,
  use,
  byWords,
  chat,
  notSold,
  cannot,
  addSeveral,
  addWhich,
  nameOrPlace,
  policyByWord,
  factOfWhich,
  nearby,
]

/** Whether a message that names a country asks about delivery: by a verb, or because it says nothing else. */
function namesPlace({ text, country, lamps, wish }: Reading, { last }: Thread): boolean {
  if (country === null) return false
  if (/\b(deliver|ship|send|order|post|live|from|mail|get|buy)/.test(text)) return true
  const short = text.split(' ').length <= 4 && lamps.length === 0 && Object.keys(wish).length === 0
  return short || (last?.intent === 'explain-policy' && /^(and|what about|how about|or|also)\b/.test(text))
}

/** Only the word, as a question: "shipping?". */
const bareShipping = /^(?:and |the |what about |about )?(?:shipping|delivery|postage)(?: please)?$/

const asksAbout =
  /^(?:(?:and|so|hi|hello|the|that|this|your) (?:\w+ ){0,3}?)?(?:does|is|can|how|after|when|why|will)\b|\b(?:how|does|when) .*\b(?:it|the|that)\b/

/** A question about "the snail", or its order, names a lamp. To look for one is left to the search. */
function withNickname(reading: Reading, fact: Fact | null, thread: Thread, lamps: readonly Product[]): Reading {
  const { text, unknown } = reading
  if (reading.lamps.length > 0 || (fact === null && !soundsLikeBuying(text) && !asksAbout.test(text))) return reading
  const slug = nicknamed(text, unknown, lamps, thread.lamps)
  return slug === null ? reading : { ...reading, lamps: [slug] }
}

function cluesOf(message: string, thread: Thread, { lamps, vocabulary }: Setting): Clues {
  const understood = read(message, vocabulary)
  const { text } = understood
  // The names of Warm Start and Pocket Moon say nothing about warmth or pockets.
  const names = understood.lamps.flatMap((slug) => lamps.find((lamp) => lamp.slug === slug)?.name ?? [])
  const withoutNames = names.reduce((rest, name) => rest.replace(plain(name), 'it'), text)
  const fact = factCues.find(([, cue]) => cue.test(withoutNames))?.[0] ?? null
  const reading = withNickname(understood, fact, thread, lamps)
  return {
    message,
    reading,
    thread,
    lamps,
    lamp: reading.lamps[0] ?? pointedAt(text, thread, lamps),
    fact,
    topic:
      topicCues.find(([, cue]) => cue.test(text))?.[0] ??
      (namesPlace(reading, thread) ? 'delivery-countries' : null) ??
      (bareShipping.test(text) ? 'shipping-cost' : null),
    yesOrNo: isYesOrNo(text),
    degree: findDegree(text),
  }
}

const offersFor = (clues: Clues): Offer[] => offers.flatMap((offer) => offer(clues) ?? [])

/** The first of the highest offers. */
const best = (made: readonly Offer[]): Offer =>
  made.reduce((highest, offer) => (offer.score > highest.score ? offer : highest), { score: 0, asked: nothing })

function choose(clues: Clues): Asked {
  const made = offersFor(clues)
  const byRules = best(made)
  return (learned(clues, byRules, made) ?? byRules).asked
}
