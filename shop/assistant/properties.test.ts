import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { type Catalogue, readCatalogue } from '#shop/assistant/catalogue.ts'
import { tellFact } from '#shop/assistant/facts.ts'
import { searchLamps } from '#shop/assistant/search.ts'
import type { Asked } from '#shop/assistant/thread.ts'
import { understand } from '#shop/assistant/understand.ts'

// Every lamp, with each of its facts, in many wordings. The right answers are computed from the seed, not from the assistant.

type Seed = {
  slug: string
  name: string
  category: string
  dimensions_mm: Record<string, number>
  weight_g: number
  light: { watts: number; lumens: number; kelvin: number; ip: string; source: string; power: string; control: string }
  price_cents: number
  year: number
  finishes: { name: string; stock: number }[]
}
const file = join(import.meta.dirname, '..', '..', 'supabase', 'seed', 'catalogue.json')
const seed = (JSON.parse(readFileSync(file, 'utf8')) as { products: Seed[] }).products

let database: TestDatabase
let catalogue: Catalogue
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  const needed = ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY']
  const given = { SUPABASE_URL: database.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  catalogue = await readCatalogue(parseEnv({ SITE_URL: 'http://localhost:3000', ...given }, needed))
})
afterAll(() => database.close())

const ask = (message: string): Asked => understand([message], { ...catalogue, page: null })

/** The answer in words to a question about one lamp; says what was understood when it is about something else. */
function told(message: string, slug: string): string {
  const { intent, input } = ask(message)
  const lamp = catalogue.lamps.find((one) => one.slug === slug)
  if (intent !== 'describe-lamp' || input.lamp !== slug || !lamp) return `${intent} ${JSON.stringify(input)}`
  return tellFact(lamp, input.fact, input)
}

type Wordings = { value: (lamp: Seed) => string; asked: string }

/** X stands for the lamp's name. */
const facts: Record<string, Wordings> = {
  price: {
    value: ({ price_cents }) => `€${price_cents / 100}`,
    asked:
      'how much is X|X price|price of X?|what does X cost|cost X pls|X how much euro|wat is the prise of X|how mutch is X|tell me price X|X euros?|what would X set me back|X cost what|how expensive is X|how much do you want for X|give me price of X please|what do you charge for X|how much money X',
  },
  weight: {
    value: ({ weight_g }) => (weight_g < 1000 ? `${weight_g} g` : `${weight_g / 1000} kg`),
    asked:
      'how heavy is X|X weight|weight of X in kg|how many kilos is X|weigth X|what does X weigh?|is X heavy|X weight grams|how much kg X|X is how heavy|how many grams has X|how much does X weight|wieght of X|X kilogram|how havy is X|is X light or heavy',
  },
  size: {
    value: ({ dimensions_mm: { height = 0 } }) => `${height / 10} cm`,
    asked:
      'how tall is X|X height|hight of X|X dimensions|X how high|size of X in cm|how big is X|measurements of X|X dimension|how wide is X|diameter X|X widht|how large is X|what is the height of X|dimensions X|how deep is X|what are the measures of X|X tall?|how hi is X|what height has X|how many cm is X high',
  },
  lumens: {
    value: ({ light }) => `${light.lumens} lm`,
    asked:
      'how bright is X|X lumens|how many lumen gives X|brightness of X|X lm?|light output X|is X bright|X brightnes|how much lumens has X|how strong is the light of X|light of X how bright|does X give much light|lumen X|how much light gives X|luminous flux X',
  },
  kelvin: {
    value: ({ light }) => `${light.kelvin} K`,
    asked:
      'colour temperature of X|color temp X|X kelvin|how many kelvin has X|how warm is the light of X|is X warm white|what light color has X|light colour of X|how many K is X|X warm or cold light|is the light of X warm',
  },
  watts: {
    value: ({ light }) => `${light.watts} W`,
    asked:
      'how many watts does X use|X watt|X power consumption|how much electricity does X use|wattage of X|energy consumption of X|how much power does X need|X electricity use|X consumption',
  },
  protection: {
    value: ({ light }) => light.ip,
    asked:
      'X ip rating|what IP has X|ip class of X|X waterproof?|can X get wet|X outdoor?|can X be used outside|X in bathroom ok?|is X splash proof|can i use X in the shower|X rain?|X ip code',
  },
  bulb: {
    value: ({ light }) => light.source,
    asked:
      'X bulb|which bulb X|what bulb for X|does X come with bulb|X bulb included?|can I change the bulb of X|X light source|X socket type|X lightbulb|socket of X|X bulb incl',
  },
  power: {
    value: ({ light }) => light.power,
    asked:
      'X battery or plug|is X rechargeable|X plug?|does X need a socket|is X battery powered|how is X powered|X usb?|does X run on batteries|X installation|how do i install X|how is X mounted',
  },
  control: {
    value: ({ light }) => light.control,
    asked:
      'how do I switch on X|X switch|where is the switch of X|X remote?|how to turn on X|how do I turn X off|X touch?|X controls|X dimmable?|can X be dimmed|X dimmer|does X have a dimmer',
  },
  year: {
    value: ({ year }) => String(year),
    asked:
      'what year is X from|when was X designed|X which year|how old is X|X year|when did X come out|which collection X',
  },
}

test.each(Object.entries(facts))(
  '%s of every lamp, in every wording, and with a slip in its name',
  (_fact, { value, asked }) => {
    const wrong: string[] = []
    for (const lamp of seed) {
      const { slug, name } = lamp
      // Two letters of a longer name change places, as in a hurry.
      const slipped = name.length > 5 && !name.includes(' ') ? [name.replace(/^(..)(.)(.)/, '$1$3$2')] : []
      for (const said of [name, name.toLowerCase(), ...slipped]) {
        for (const wording of asked.split('|')) {
          const message = wording.replace('X', said)
          const answer = told(message, slug)
          if (!answer.includes(value(lamp))) wrong.push(`${message}: ${answer}`)
        }
      }
    }
    expect(wrong).toEqual([])
  },
)

test('every finish of every lamp is in stock or sold out, as the seed says', () => {
  const wrong: string[] = []
  for (const { slug, name, finishes } of seed) {
    for (const finish of finishes) {
      const said = finish.name.toLowerCase()
      for (const message of [
        `is ${name} in ${said} in stock?`,
        `${name} ${said} available`,
        `do you have ${name} in ${said}`,
      ]) {
        const answer = told(message, slug)
        const right = finish.stock > 0 ? /^Yes\b.*\bin stock\b/ : /^No\b.*\bsold out\b/
        if (!right.test(answer)) wrong.push(`${message}: ${answer}`)
      }
    }
  }
  expect(wrong).toEqual([])
})

const kinds: Record<string, string> = {
  table: 'table lamps',
  floor: 'floor lamps',
  pendant: 'pendants',
  wall: 'wall lights',
  desk: 'desk lamps',
}
const spelled: readonly (readonly [amount: number, ...ways: string[]])[] = [
  [
    100,
    'under 100',
    'below €100',
    'less than a hundred euros',
    'max 100 €',
    'cheaper than EUR 100',
    'up to 100 euro',
    '<100€',
  ],
  [200, 'under two hundred', 'for less than 200 euros', 'not more than €200', 'max. 200,-', 'under 200.00 €'],
  [350, 'under 350', 'up to € 350', 'at most 350 euro', 'budget 350'],
  [1000, 'under €1,000', 'below 1.000 euro', 'under 1k', 'less than 1000'],
]
test('every kind of lamp under a price, in every spelling of the price', () => {
  const wrong: string[] = []
  for (const [slug, kind] of Object.entries(kinds)) {
    for (const [amount, ...ways] of spelled) {
      const right = seed
        .filter((lamp) => lamp.category === slug && lamp.price_cents < amount * 100)
        .map((lamp) => lamp.slug)
      for (const way of ways) {
        const { intent, input } = ask(`${kind} ${way}`)
        const found = intent === 'find-lamps' ? searchLamps(catalogue.lamps, input) : { lamps: [], given_up: [] }
        const slugs = found.given_up.length > 0 ? [] : found.lamps.map((lamp) => lamp.slug)
        if (slugs.toSorted().join() !== right.toSorted().join())
          wrong.push(`${kind} ${way}: ${intent} ${JSON.stringify(input)} -> ${slugs}`)
      }
    }
  }
  expect(wrong).toEqual([])
})
