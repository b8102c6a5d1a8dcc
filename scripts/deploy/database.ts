import { existsSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { supabaseCli } from '#local/tools.ts'
import type { Command } from '#scripts/deploy/run.ts'
import { call, type Step } from '#scripts/deploy/step.ts'
import { readSigningKey } from '#scripts/deploy/store-environment.ts'
import { listKeyIds } from '#scripts/doctor/tokens.ts'

const supabase = (...args: string[]): Command => ({ program: 'npx', args: ['--yes', supabaseCli, ...args] })
const made = z.object({ id: z.string() })

export const pushMigrations: Step = {
  name: 'migrations',
  does: () => `applies the migrations that the database lacks: \`npx ${supabaseCli} db push\``,
  undo: 'Restore a backup (dashboard > Database > Backups); on a first deployment delete the project.',
  async run({ accounts, run }) {
    await run(supabase('db', 'push', `--remote=${accounts.SUPABASE_DATABASE_URL}`, '--yes'))
    return 'the database has all migrations'
  },
}

export const pushConfiguration: Step = {
  name: 'configuration',
  does: ({ SUPABASE_PROJECT_REF: ref }) =>
    `sets mail server, templates and limits of sign-in: \`npx ${supabaseCli} config push --remote=${ref}\``,
  undo: 'Set the former values in the dashboard > Authentication.',
  async run({ accounts, run }) {
    const { SUPABASE_PROJECT_REF: ref, SUPABASE_ACCESS_TOKEN, SITE_URL, RESEND_API_KEY } = accounts
    const env = { SUPABASE_ACCESS_TOKEN, SITE_URL, RESEND_API_KEY }
    await run({ ...supabase('config', 'push', `--remote=${ref}`, '--yes'), env })
    return 'sign-in is set as in supabase/config.toml'
  },
}

/** https://supabase.com/docs/guides/auth/signing-keys, https://supabase.com/docs/reference/api/v1-update-project-signing-key */
export const importSigningKey: Step = {
  name: 'signing key',
  does: ({ SIGNING_KEY_FILE: file }) => `makes ${file} if there is none, imports it at Supabase and rotates to it`,
  undo: 'Rotate to another key in the dashboard > Project Settings > JWT keys, then revoke this one.',
  async run({ accounts, run }) {
    const { SIGNING_KEY_FILE: file, SUPABASE_URL, SUPABASE_API_URL, SUPABASE_PROJECT_REF: ref } = accounts
    if (!existsSync(file)) {
      const key = await run(supabase('gen', 'signing-key', '--algorithm', 'ES256'))
      writeFileSync(file, key, { mode: 0o600, flag: 'wx' })
    }
    const key = readSigningKey(accounts)
    if ((await listKeyIds(SUPABASE_URL)).includes(key.kid)) return `Supabase knows the key ${key.kid}`
    const keys = `${SUPABASE_API_URL}/v1/projects/${ref}/config/auth/signing-keys`
    try {
      const body = { algorithm: 'ES256', status: 'standby', private_jwk: key }
      const { id } = made.parse(await call(keys, accounts.SUPABASE_ACCESS_TOKEN, { method: 'POST', body }))
      await call(`${keys}/${id}`, accounts.SUPABASE_ACCESS_TOKEN, { method: 'PATCH', body: { status: 'in_use' } })
      return `Supabase signs with the key ${key.kid} from now on`
    } catch (error) {
      throw new Error(
        `Supabase did not take the key. In the dashboard > Project Settings > JWT keys, create a standby key and import ${file}, then press "Rotate keys"; then run this again. (${error instanceof Error ? error.message : error})`,
      )
    }
  },
}
