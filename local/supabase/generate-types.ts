import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const program = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'supabase')

/** TypeScript types of the database's public schema, by Supabase's own command. @throws when the command fails */
export async function generateTypes(databaseUrl: string): Promise<string> {
  const parameters = ['gen', 'types', '--lang', 'typescript', '--schema', 'public', '--db-url', databaseUrl]
  const environment = { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' }
  const { stdout } = await promisify(execFile)(program, parameters, {
    env: environment,
    shell: process.platform === 'win32',
  })
  // The command also prints how it connected.
  return stdout.slice(stdout.indexOf('export type Json'))
}
