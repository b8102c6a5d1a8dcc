// `npm run learn` trains the assistant's second reader (`shop/assistant/offers-learned.ts`) on the labelled questions, and writes its weights.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from '#lib/env.ts'
import { insertCatalogue } from '#local/supabase/test-catalogue.ts'
import { startTestDatabase, testKeys } from '#local/supabase/test-database.ts'
import { fingerprint, listExamples, readQuestions } from '#scripts/learn/labelled-questions.ts'
import { train, writeWeights } from '#scripts/learn/train.ts'
import { readCatalogue } from '#shop/assistant/catalogue.ts'

const database = await startTestDatabase()
try {
  await insertCatalogue(database.sql)
  const given = { SUPABASE_URL: database.url, SUPABASE_PUBLISHABLE_KEY: testKeys.publishableKey }
  const needed = ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY'] as const
  const catalogue = await readCatalogue(parseEnv({ SITE_URL: 'http://localhost:3000', ...given }, [...needed]))
  const examples = listExamples(readQuestions, catalogue)
  const trained = train(examples)
  writeFileSync(
    join(import.meta.dirname, '..', 'shop', 'assistant', 'learned.gen.ts'),
    writeWeights(trained, fingerprint(readQuestions)),
  )
  console.log(
    `Learned from ${examples.length} questions: ${trained.weights.size} features, ${trained.labels.length} meanings.`,
  )
} finally {
  await database.close()
}
