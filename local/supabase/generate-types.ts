import { runSupabase } from '#local/supabase/supabase-command.ts'

/** TypeScript types of the database's public schema, by Supabase's own command. @throws when the command fails */
export async function generateTypes(databaseUrl: string): Promise<string> {
  const parameters = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', '--db-url', databaseUrl]
  const { stdout } = await runSupabase(parameters)
  // The command also prints how it connected.
  return stdout.slice(stdout.indexOf('export type Json'))
}
