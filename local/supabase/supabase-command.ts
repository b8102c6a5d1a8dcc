import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { requireTool } from '#local/tools.ts'

/**
 * Runs Supabase's own command and gives what it printed.
 * @param environment added to that of this process
 * @throws when it is not installed, and when it fails
 */
export async function runSupabase(
  parameters: string[],
  environment: Record<string, string> = {},
): Promise<{ stdout: string; stderr: string }> {
  const program = join(requireTool('supabase'), 'dist', 'supabase.js')
  return promisify(execFile)(process.execPath, [program, ...parameters], {
    env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1', ...environment },
    maxBuffer: 10_000_000,
  })
}
