import { type Clues, hasWish, means, namesLamps, type Offer } from '#shop/assistant/clues.ts'
import type { Fact } from '#shop/assistant/intents.ts'
import type { Product } from '#shop/catalog/types.ts'

// Offers two or three questions to press, where a message can mean each of them. It is no way around an answer: it needs readings
// that the catalogue can answer, and a message with one clear meaning scores higher.

/** The most readings in an answer; more would be a menu. */
const mostReadings = 3

export const offerReadings = (score: number, text: string, questions: readonly string[]): Offer | null =>
  questions.length < 2 ? null : means(score, 'offer-readings', { text, readings: questions.slice(0, mostReadings) })

/** How to ask for a fact of one lamp, and what to ask about all lamps instead. */
const questions: Record<Fact, readonly [ofLamp: (name: string) => string, ...ofAll: string[]]> = {
  everything: [(name) => `Tell me about ${name}`],
  price: [(name) => `How much is ${name}?`, 'Which lamp is the cheapest?', 'Which lamps are under 100?'],
  stock: [(name) => `Is ${name} in stock?`],
  finishes: [(name) => `What colours does ${name} come in?`],
  dimensions: [(name) => `How big is ${name}?`, 'Which lamp is the smallest?', 'Which lamp is the tallest?'],
  weight: [(name) => `How heavy is ${name}?`, 'Which lamp is the lightest?', 'Which lamp is the heaviest?'],
  bulb: [
    (name) => `Which bulb does ${name} take?`,
    'Which lamps come with a bulb?',
    'Which lamps have built-in light?',
  ],
  brightness: [(name) => `How bright is ${name}?`, 'Which lamp is the brightest?', 'Which lamps give soft light?'],
  'colour-temperature': [
    (name) => `What colour temperature has ${name}?`,
    'Which lamp has the warmest light?',
    'Which lamps have neutral light?',
  ],
  'power-use': [
    (name) => `How many watts does ${name} use?`,
    'Which lamp uses the least power?',
    'Which lamps are rechargeable?',
  ],
  'power-supply': [(name) => `How is ${name} powered?`, 'Which lamps are rechargeable?', 'Which lamps have a plug?'],
  cable: [(name) => `How long is the cable of ${name}?`, 'Which lamps need no cable?', 'Which lamps have a plug?'],
  dimming: [(name) => `Can I dim ${name}?`, 'Which lamps are dimmable?', 'Which lamps are not dimmable?'],
  controls: [
    (name) => `How do I switch on ${name}?`,
    'Which lamps have a touch dimmer?',
    'Which lamp has a motion sensor?',
  ],
  protection: [(name) => `Is ${name} waterproof?`, 'Which lamps are waterproof?', 'Which lamps are for a bathroom?'],
  materials: [(name) => `What is ${name} made of?`],
  care: [(name) => `How do I clean ${name}?`],
  reviews: [(name) => `What do people say about ${name}?`, 'Which lamp is best rated?', 'Which lamps are new?'],
  mounting: [(name) => `How is ${name} mounted?`, 'Which lamps need no drilling?', 'Which lamps need an electrician?'],
  origin: [(name) => `What year is ${name} from?`, 'Which lamps are new?', 'Which lamps are from 2025?'],
}

const lampOf = (slug: string, lamps: readonly Product[]) => lamps.find((lamp) => lamp.slug === slug)

/** "A lamp that turns" points at no lamp. */
const relative = /\b(lamps?|lights?|lanterns?|pendants?|sconces?|ones?|something|anything) that\b/g

/** "How heavy is it?" when several lamps were shown, or none. */
export function factOfWhich({ fact, lamp, thread, reading, lamps, topic }: Clues): Offer | null {
  const { text, wish } = reading
  if (!fact || lamp !== null || thread.lamp !== null || topic !== null || reading.lamps.length > 0) return null
  const pointing = text.replace(relative, '$1')
  const points = /\b(?:it|its|this|that|they|them|these|those)\b/.test(pointing) || text.split(' ').length <= 3
  if (!points || (hasWish(wish) && namesLamps.test(text))) return null
  const [ofLamp, ...ofAll] = questions[fact]
  const shown = thread.lamps.flatMap((slug) => lampOf(slug, lamps)?.name ?? [])
  const asked = [...shown.slice(0, 2).map(ofLamp), ...ofAll]
  const clear = /\b(?:it|its|this|that)\b/.test(pointing) && !namesLamps.test(text)
  return offerReadings(clear ? 51 : 43, 'Which lamp do you mean?', asked)
}

/** "Porch light": the lamp of that name, or a lamp for a porch. */
export function nameOrPlace({ reading: { text, lamps: named, wish }, fact, lamps }: Clues): Offer | null {
  const [slug] = named
  if (!slug || named.length > 1 || fact !== null || hasWish(wish) || !placeNames.test(text)) return null
  const name = lampOf(slug, lamps)?.name ?? ''
  return offerReadings(79, `${name} is the name of one of our lamps, too.`, [
    `Tell me about ${name}`,
    'Which lamps are for outdoors?',
  ])
}
const placeNames =
  /^(?:(?:an?|the|any|some|show|me|need|want|i|do|you|have|looking|for) )*(?:porch|stoop|orchard) (?:lamp|light)s?$/

/** What is near a message that nothing else understands. */
export function nearby({ reading: { text, use, situation, order }, topic, lamps: all }: Clues): Offer | null {
  if (topic !== null || order !== null || all.length === 0) return null
  if (/\b(?:order|parcel|package|delivery|shipment)\b/.test(text)) {
    return offerReadings(10, 'Is this about an order?', [
      'Where is my order?',
      'How do returns work?',
      'I have a question for a person',
    ])
  }
  if (
    use !== null ||
    situation !== null ||
    (/\bfor (?:my|our|an?|the)\b/.test(text) && (namesLamps.test(text) || text.startsWith('for ')))
  ) {
    return offerReadings(10, 'What should the lamp do there?', [
      'Which lamp is good for reading?',
      'Which lamp is good for a quiet evening?',
      'Which lamp is a good gift?',
    ])
  }
  return null
}
