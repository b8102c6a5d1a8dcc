import * as z from 'zod'
import { shop } from '#shop.config.ts'

// Every intent is defined once: a model gets the intents as its tools, the router without a model
// chooses among them, and `answers.ts` has one verb for each. Both read the descriptions.

export const rooms = [
  'bedroom',
  'living-room',
  'dining-room',
  'kitchen',
  'hallway',
  'bathroom',
  'childs-room',
  'study',
  'outdoors',
] as const
export type Room = (typeof rooms)[number]

export const situations = [
  'reading-in-bed',
  'reading-in-a-chair',
  'falling-asleep',
  'finding-the-way-at-night',
  'eating-together',
  'working-late',
  'quiet-evening',
  'evening-outside',
  'at-the-mirror',
  'without-a-socket',
  'without-drilling',
  'without-a-table',
  'as-a-gift',
] as const
export type Situation = (typeof situations)[number]

export const facts = [
  'everything',
  'price',
  'stock',
  'finishes',
  'dimensions',
  'weight',
  'bulb',
  'brightness',
  'colour-temperature',
  'power-use',
  'power-supply',
  'cable',
  'dimming',
  'controls',
  'protection',
  'materials',
  'care',
  'reviews',
  'mounting',
  'origin',
] as const
export type Fact = (typeof facts)[number]

export const topics = [
  'shipping-cost',
  'delivery-countries',
  'delivery-time',
  'returns',
  'payment',
  'tax',
  'privacy',
  'this-demo',
] as const
export type Topic = (typeof topics)[number]

/** What a message without a question is. */
export type Manner = 'hello' | 'thanks' | 'bye' | 'agreement' | 'insult' | 'robot'

const lamp = z.string().min(1).max(80).describe('the short name of a lamp, as in its address: "pocket-moon"')
const order = z
  .string()
  .regex(new RegExp(String.raw`^${shop.orderPrefix}-\d{1,9}$`))
  .optional()
  .describe(
    `an order number such as ${shop.orderPrefix}-10001; leave it out for the order that the shopper can open here`,
  )
const price = z.number().min(0).max(100_000)

/** What lamps are measured by: centimetres, grams, lumens, kelvins, watts, hours on one charge at the lowest light, and at full light, stars out of 5, the year they are from, colour rendering (CRI). */
export const measureNames = [
  'price',
  'height',
  'width',
  'depth',
  'size',
  'weight',
  'lumens',
  'kelvin',
  'watts',
  'hours',
  'full-hours',
  'stars',
  'year',
  'cri',
] as const
export type MeasureName = (typeof measureNames)[number]

const sorts = [
  'cheapest',
  'dearest',
  'brightest',
  'smallest',
  'largest',
  'tallest',
  'newest',
  'best-rated',
  'lightest',
  'heaviest',
  'longest-lasting',
  'most-efficient',
  'warmest',
  'coldest',
  'oldest',
  'truest',
] as const

const limit = z.object({ of: z.enum(measureNames), least: z.number().optional(), most: z.number().optional() })

/** What a lamp must be. A search takes it to find lamps, a question about one lamp to answer yes or no. */
const wish = z.object({
  category: z.string().max(40).optional().describe('slug of a category: where the lamp stands or hangs'),
  collection: z.string().max(40).optional().describe('slug of a collection'),
  room: z.enum(rooms).optional(),
  words: z.array(z.string().max(40)).max(6).optional().describe('materials, style and use, in single words'),
  query: z.string().max(100).optional().describe('any other words, such as a shape: the shop’s search reads them'),
  finish: z.string().max(40).optional().describe('a colour, or a finish such as brass, oak or persimmon'),
  without: z
    .array(z.string().max(40))
    .max(40)
    .optional()
    .describe('what it must not be: colours, finishes, slugs of categories and of lamps, rooms, kinds of power'),
  withoutWords: z.array(z.string().max(40)).max(6).optional().describe('materials and styles that it must not have'),
  brightness: z.enum(['soft', 'medium', 'bright']).optional(),
  warm: z.boolean().optional().describe('true for warm light only, false for colder light only'),
  dimmable: z.boolean().optional(),
  power: z.enum(['rechargeable', 'plug', 'hardwired', 'ceiling', 'usb', 'mains', 'electrician']).optional(),
  bulb: z.enum(['included', 'not-included', 'replaceable', 'built-in', 'e27', 'e14', 'g9']).optional(),
  rainproof: z.boolean().optional().describe('true for lamps that stand water: IPx4 or better'),
  drilling: z.boolean().optional().describe('true for lamps that are fixed to a wall or a ceiling'),
  limits: z.array(limit).max(4).optional().describe('in cm, g, lm, K, W, h, stars'),
  minPrice: price.optional(),
  maxPrice: price.optional(),
  sort: z.enum(sorts).optional(),
  single: z.boolean().optional().describe('true when only one lamp is asked for: the best of them'),
})

/** Every intent by name, with its description and its input. Amounts are decimals in the shop's currency, as people say them: 49.5. */
export const intents = {
  'find-lamps': {
    description: 'Lists lamps of the catalogue that fit what the shopper wants. Every field narrows the list.',
    input: wish,
  },
  'compare-lamps': {
    description: 'Puts two or three lamps beside each other, and says which is more of something.',
    input: z.object({
      lamps: z.array(lamp).min(2).max(3),
      by: z.enum(measureNames).optional().describe('the measure that the shopper asks for'),
      more: z.boolean().optional().describe('with `by`: true to ask for the higher value, false for the lower'),
      asks: z
        .boolean()
        .optional()
        .describe('true to answer yes or no: is the first lamp more (or less) than the others?'),
      check: wish.optional().describe('to say which of the lamps are so'),
    }),
  },
  'describe-lamp': {
    description: 'Answers a question about one lamp: size, bulb, protection (IP), dimming, care, stock and so on.',
    input: z.object({
      lamp,
      fact: z.enum(facts),
      finish: z.string().max(60).optional(),
      without: z.array(z.string().max(60)).max(6).optional().describe('finishes that the shopper does not want'),
      soldOut: z.boolean().optional().describe('true to answer whether it is sold out'),
      every: z.boolean().optional().describe('with the fact "stock": true to answer whether all finishes are there'),
      about: z
        .array(z.string().max(40))
        .max(6)
        .optional()
        .describe('words of the question, to find the sentence about them in the lamp’s own texts'),
      quantity: z.number().int().min(2).max(20).optional().describe('with the fact "price": how many'),
      space: z
        .object({
          of: z.enum(['thickness', 'height', 'width', 'depth', 'load']),
          value: z.number().min(0).max(1e6).optional(),
        })
        .optional()
        .describe('to answer whether it fits: what the shopper measured, in millimetres; for a load, in grams'),
      value: z
        .string()
        .max(60)
        .optional()
        .describe('to answer whether a time, a length or a number of levels is right, such as "3 metres"'),
      check: wish.optional().describe('for a yes-or-no question: what the lamp must be for the answer to be yes'),
    }),
  },
  'add-up-prices': {
    description: 'Says what some lamps cost together, and what their parcel costs.',
    input: z.object({
      lines: z
        .array(z.object({ lamp, quantity: z.number().int().min(1).max(20) }))
        .min(1)
        .max(6),
    }),
  },
  'recommend-lamps': {
    description: 'Chooses lamps for a situation, with the reason for each.',
    input: z.object({
      situation: z.enum(situations),
      maxPrice: price.optional(),
      wish: wish.optional().describe('what the lamps must also be'),
    }),
  },
  'explain-policy': {
    description: 'Says what the shop’s own pages say about parcels, returns, payment, tax and data.',
    input: z.object({
      topic: z.enum(topics),
      country: z
        .string()
        .regex(/^([A-Z]{2}|elsewhere)$/)
        .optional()
        .describe('with delivery-countries: the ISO 3166 code of the country that the shopper names, or "elsewhere"'),
      amount: price.optional().describe('with shipping-cost: the value of the order'),
      days: z.number().min(0).max(10_000).optional().describe('with returns: how many days after the delivery'),
      asks: z.boolean().optional().describe('true for a yes-or-no question'),
    }),
  },
  'show-cart': {
    description: 'Lists what is in the shopper’s cart, with its total.',
    input: z.object({}),
  },
  'change-order': {
    description: 'Says how an order that is placed can be cancelled or changed, and offers to write to the staff.',
    input: z.object({ order, message: z.string().max(1000).optional() }),
  },
  'track-order': {
    description: 'Shows where an order of this shopper is, with its timeline. Other people’s orders cannot be opened.',
    input: z.object({ order }),
  },
  'start-return': {
    description:
      'Prepares the return of an order. Nothing happens until the shopper presses the button that this shows.',
    input: z.object({ order, reason: z.string().max(200).optional() }),
  },
  'add-to-cart': {
    description:
      'Prepares putting a lamp into the cart. Nothing happens until the shopper presses the button that this shows.',
    input: z.object({
      lamp,
      finish: z.string().max(60).optional(),
      quantity: z.number().int().min(1).max(999).optional(),
    }),
  },
  'offer-readings': {
    description:
      'Offers two or three full questions to press, when the message can mean each of them and a guess would often be wrong.',
    input: z.object({
      text: z.string().min(1).max(200).optional().describe('a short sentence above them'),
      readings: z.array(z.string().min(3).max(120)).min(2).max(3).describe('each a question that the tools can answer'),
    }),
  },
  'ask-a-human': {
    description:
      'Offers to send a message to the people of the shop, for whatever the catalogue and the pages do not say.',
    input: z.object({ message: z.string().max(1000).optional() }),
  },
} as const satisfies Record<string, { description: string; input: z.ZodType }>

export type IntentName = keyof typeof intents
export type IntentInput<Name extends IntentName> = z.infer<(typeof intents)[Name]['input']>
