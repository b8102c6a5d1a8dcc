import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { signingKeysFile } from '#local/settings.ts'
import { readSigningKeys } from '#local/supabase/signing-keys.ts'

const script = join(import.meta.dirname, '..', 'scripts', 'mint-tokens.ts')

/**
 * Mints the tokens of all roles as a deployment does, and returns the environment variable.
 * @param directory the folder of the auth server's keys
 */
export async function mintTokens(directory: string): Promise<Record<string, string>> {
  const file = signingKeysFile(directory)
  // The first start makes it.
  readSigningKeys(file)
  const { stdout } = await promisify(execFile)(process.execPath, [script, file])
  const at = stdout.indexOf('=')
  return { [stdout.slice(0, at)]: stdout.slice(at + 1).trim() }
}
