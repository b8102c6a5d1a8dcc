import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateTypes } from '#local/supabase/generate-types.ts'
import { runSupabase } from '#local/supabase/supabase-command.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'
import { findTool, noticeOf } from '#local/tools.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

const root = join(import.meta.dirname, '..', '..')
const here = findTool('supabase') !== null
if (!here) process.stderr.write(`SKIPPED: ${noticeOf('supabase')}\n`)

test('lib/database.gen.ts matches the migrations', async () => {
  const written = await readFile(join(root, 'lib', 'database.gen.ts'), 'utf8')
  const types = await generateTypes(database.sql)
  expect(types).toContain('export type Json')
  expect(written).toContain(types.trim())
})

test.runIf(here)('the types are those of Supabase’s own command', async () => {
  const options = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', '--db-url', database.databaseUrl]
  const { stdout } = await runSupabase(options)
  // The command formats them, and names computed fields, of which there are none.
  const fromTypes = (text: string) =>
    text.slice(text.indexOf('export type Json')).replaceAll(/ComputedFields: never|[\s,;|]+/g, '')
  expect(fromTypes(await generateTypes(database.sql))).toBe(fromTypes(stdout))
})
