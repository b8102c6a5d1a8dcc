import { needs } from '#deploy/needs.gen.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { type Env, parseEnv } from '#lib/env.ts'
import type { Role } from '#lib/roles.ts'

/** The environment of one function that runs apart from the store. */
export type FunctionEnvironment = {
  /** Reads it once; after a failure, again at the next call. It does not throw, so that the function's run logs the reason. */
  wake(): Promise<void>
  /** @throws Error naming every variable that is missing or malformed, or why the secrets could not be read */
  env(): Env
}

/**
 * A function reads only the variables that its code uses, and needs only the token of its own Postgres role.
 * @param readSecrets reads those that the platform keeps elsewhere, by the names of their variables
 */
export function createEnvironment(
  { name }: Pick<FunctionDefinition, 'name'>,
  readSecrets: () => Promise<Record<string, string>> = async () => ({}),
): FunctionEnvironment {
  let known: Env | undefined
  let problem: unknown
  return {
    async wake() {
      if (known) return
      try {
        const given = { ...process.env, ...(await readSecrets()) }
        known = parseEnv(given, needs[name]?.variables ?? [], [name.replaceAll('-', '_') as Role])
      } catch (error) {
        problem = error
      }
    },
    env() {
      if (known) return known
      throw problem ?? new Error('The environment is read before the first call.')
    },
  }
}
