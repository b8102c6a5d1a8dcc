import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { signingKeysFile } from '#local/settings.ts'

const script = join(import.meta.dirname, '..', 'scripts', 'mint-tokens.ts')

/**
 * A token for each of the store's roles, as a deployment mints them: the variable, with its value.
 * @param directory where the auth server keeps its keys
 */
export async function mintTokens(directory: string): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, signingKeysFile(directory)])
  const at = stdout.indexOf('=')
  return { [stdout.slice(0, at)]: stdout.slice(at + 1).trim() }
}
