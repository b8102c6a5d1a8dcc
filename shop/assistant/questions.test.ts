import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, type TestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { type Catalogue, readCatalogue } from '#shop/assistant/catalogue.ts'
import { type IntentName, intents } from '#shop/assistant/intents.ts'
import { understand } from '#shop/assistant/understand.ts'

type Reading = { intent: string; input: Record<string, unknown> }
type Question = Reading & {
  asked: string
  /** earlier messages of the same shopper */
  before?: string[]
  /** the page that the question is asked on */
  page?: string
  /** other readings that are also correct */
  or?: Reading[]
  /** true for questions by a writer who did not know the router; nobody used them to improve it */
  unseen?: true
}

const questions = JSON.parse(readFileSync(join(import.meta.dirname, 'questions.json'), 'utf8')) as Question[]

let database: TestDatabase
let catalogue: Catalogue
beforeAll(async () => {
  database = await startTestDatabase()
  await insertCatalogue(database.sql)
  const needed = ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY']
  const given = { SUPABASE_URL: database.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  const env = parseEnv({ SITE_URL: 'http://localhost:3000', ...given }, needed)
  catalogue = await readCatalogue(env)
})
afterAll(() => database.close())

const answer = ({ before = [], asked, page }: Question): Reading =>
  understand([...before, asked], { ...catalogue, page: page?.split('/').at(-1) ?? null })

const inOrder = (value: Record<string, unknown>) => JSON.stringify(Object.entries(value).toSorted())
/** How an answer begins (yes or no, which is more) and what it adds. Only the readings that name such a field compare it. */
const details = [
  'check',
  'soldOut',
  'by',
  'more',
  'asks',
  'wish',
  'country',
  'amount',
  'days',
  'message',
  'about',
  'quantity',
]
const isRight = (question: Question) => {
  const given = answer(question)
  return [question, ...(question.or ?? [])].some(({ intent, input }) => {
    const compared = Object.entries(given.input).filter(([field]) => field in input || !details.includes(field))
    return intent === given.intent && inOrder(input) === inOrder(Object.fromEntries(compared))
  })
}

function shareOf(asked: Question[]): { right: number; wrong: string[] } {
  const wrong = asked.filter((question) => !isRight(question))
  const lines = wrong.map((question) => `${question.asked}  ->  ${JSON.stringify(answer(question))}`)
  return { right: 1 - wrong.length / asked.length, wrong: lines }
}

test('every expected answer is one that its intent takes', () => {
  expect(questions.length).toBeGreaterThan(200)
  for (const { asked, intent, input, or = [] } of questions) {
    for (const reading of [{ intent, input }, ...or]) {
      if (reading.intent === 'help' || reading.intent === 'unknown') continue
      const parsed = intents[reading.intent as IntentName].input.strict().safeParse(reading.input)
      expect(parsed.success, `${asked}: ${JSON.stringify(reading)}`).toBe(true)
    }
  }
})

test('of all questions, 95 of 100 are understood, with every argument', () => {
  const { right, wrong } = shareOf(questions)
  expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
})

test('no intent is understood worse than 9 times of 10', () => {
  for (const intent of new Set(questions.map((question) => question.intent))) {
    const { right, wrong } = shareOf(questions.filter((question) => question.intent === intent))
    expect(right, `${intent}\n${wrong.join('\n')}`).toBeGreaterThanOrEqual(0.9)
  }
})

test('of questions that nobody tuned the router for, 85 of 100 are understood', () => {
  const { right } = shareOf(questions.filter(({ unseen }) => unseen))
  expect(right).toBeGreaterThanOrEqual(0.85)
})

const wordings: readonly (readonly [fact: string, ...questions: string[]])[] = [
  ['price', 'how much is X', 'wat cost X'],
  ['dimensions', 'how tall is X', 'X height', 'how long is X'],
  ['weight', 'what does X weigh', 'X weight'],
  ['bulb', 'what bulb does X take', 'what socket does X have'],
  ['brightness', 'how many lumens does X give', 'light output of X', 'how much light does X give'],
  ['colour-temperature', 'colour temperature of X', 'what is the CRI of X'],
  ['power-use', 'how many watts does X use', 'X wattage'],
  ['power-supply', 'X battery life', 'how do I charge X'],
  ['cable', 'how long is the cable of X', 'X cable length'],
  ['dimming', 'how do I dim X'],
  ['controls', 'how do I switch on X', 'where is the switch on X'],
  ['protection', 'what IP rating does X have'],
  ['materials', 'what is X made of', 'X material'],
  ['care', 'how do I clean X', 'X cleaning'],
  ['reviews', 'what do people say about X', 'X reviews'],
  ['finishes', 'what colours does X come in', 'X colors'],
  ['stock', 'how many X are left', 'X stock'],
  ['everything', 'tell me about X'],
]
test.each(wordings)('%s is understood of every lamp, by name and on its page', (fact, ...asked) => {
  for (const { slug, name } of catalogue.lamps) {
    for (const question of asked) {
      const byName = answer({ asked: question.replace('X', name), intent: '', input: {} })
      expect(byName, `${question}: ${name}`).toMatchObject({ intent: 'describe-lamp', input: { lamp: slug, fact } })
      if (question.startsWith('X')) continue
      const onPage = answer({ asked: question.replace('X', 'it'), page: `/products/${slug}`, intent: '', input: {} })
      expect(onPage, `${question} on the page of ${name}`).toMatchObject({ input: { lamp: slug, fact } })
    }
  }
})
