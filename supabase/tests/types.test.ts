import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(() => database.close())

const root = join(import.meta.dirname, '..', '..')
const fromTypes = (text: string) => text.slice(text.indexOf('export type Json')).trim()

test('lib/database.gen.ts matches the migrations', async () => {
  const supabase = join(root, 'node_modules', '.bin', 'supabase')
  const options = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', '--db-url', database.databaseUrl]
  const { stdout } = await promisify(execFile)(supabase, options, {
    maxBuffer: 10_000_000,
    shell: process.platform === 'win32',
  })
  expect(stdout).toContain('export type Json')
  expect(fromTypes(await readFile(join(root, 'lib', 'database.gen.ts'), 'utf8'))).toBe(fromTypes(stdout))
})
