import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateTypes } from '#local/supabase/generate-types.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'
import { fillRows, readCatalogue } from '#supabase/tests/rights/catalogue.ts'

const rights = 'supabase/tests/rights'

/**
 * The files that come from a database with the project's migrations: `lib/database.gen.ts`, its types; and the expected rights,
 * where a new table, column, function or bucket gets a row that nobody has reviewed yet.
 * @throws Error when a migration fails
 */
export async function writeFromDatabase(project: string): Promise<Record<string, string>> {
  const database = await startTestDatabase()
  try {
    const { tables, functions, buckets, holding } = await readCatalogue(database.sql)
    const fill = (name: string, subjects: readonly string[]) => {
      const path = `${rights}/${name}.json`
      const rows = JSON.parse(readFileSync(join(project, path), 'utf8')) as Record<string, unknown>
      return { [path]: `${JSON.stringify(fillRows(rows, subjects), null, 2)}\n` }
    }
    return {
      'lib/database.gen.ts': await generateTypes(database.sql),
      ...fill('tables', tables),
      ...fill('columns', holding),
      ...fill('buckets', buckets),
      ...fill(
        'functions',
        functions.map(({ name }) => name),
      ),
    }
  } finally {
    await database.close()
  }
}
