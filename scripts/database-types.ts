import { generateTypes } from '#local/supabase/generate-types.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'

/** `lib/database.gen.ts`: the types of a database with the project's migrations. @throws Error when a migration fails */
export async function writeDatabaseTypes(): Promise<string> {
  const database = await startTestDatabase()
  try {
    return await generateTypes(database.databaseUrl)
  } finally {
    await database.close()
  }
}
