import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const program = join(import.meta.dirname, '..', '..', 'node_modules', '.bin', 'supabase')

/**
 * Runs Supabase's own command and gives what it printed.
 * @param environment added to that of this process
 * @throws when the command fails
 */
export async function runSupabase(
  parameters: string[],
  environment: Record<string, string> = {},
): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(program, parameters, {
    env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', ...environment },
    shell: process.platform === 'win32',
  })
}
