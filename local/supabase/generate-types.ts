import { generateTypescript, sortGeneratorMetadata } from '@supabase/postgrest-typegen/generation'
import { introspect } from '@supabase/postgrest-typegen/introspection'
import type { Sql } from 'postgres'

/** TypeScript types of the database's public schema, by the package that `supabase gen types` uses. */
export async function generateTypes(sql: Sql): Promise<string> {
  const query = async (text: string) => ({ rows: await sql.unsafe(text) })
  const read = await introspect({ query }, { includedSchemas: ['public'] })
  // Nobody reads the file from top to bottom. A formatter would be another 18 MB of node_modules.
  return generateTypescript(sortGeneratorMetadata(read), {
    format: async (code) => code,
    detectOneToOneRelationships: true,
  })
}
