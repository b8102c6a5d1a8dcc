// Writes lib/database.gen.ts from the migrations, as `npm run db:types`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateTypes } from '#local/supabase/generate-types.ts'
import { startTestDatabase } from '#local/supabase/test-database.ts'

const database = await startTestDatabase()
try {
  writeFileSync(join(import.meta.dirname, '..', 'lib', 'database.gen.ts'), await generateTypes(database.databaseUrl))
} finally {
  await database.close()
}
