import { isDeepStrictEqual } from 'node:util'
import type { Sql } from 'postgres'
import { type Check, when } from '#scripts/doctor/check.ts'

const configure = 'run the deployment, which calls `configure`'

async function readSettings(sql: Sql): Promise<Record<string, unknown>> {
  const rows = await sql`select name, value from private.settings`
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

/** The settings that `configure` wrote to the database: https://supabase.com/docs/reference/javascript/rpc */
export const settingChecks: Check[] = [
  {
    name: 'not-configured',
    needs: 'database',
    run: async ({ sql, settings }) => {
      const known = await readSettings(sql)
      const missing = [...Object.keys(settings), 'site_url', 'webhook_secret'].filter((name) => !(name in known))
      return when(missing.length > 0, `The database was not told ${missing.join(', ')}; ${configure}.`)
    },
  },
  {
    name: 'settings-differ',
    needs: 'database',
    run: async ({ sql, settings }) => {
      const known = await readSettings(sql)
      const differ = Object.keys(settings).filter(
        (name) => name in known && !isDeepStrictEqual(known[name], settings[name]),
      )
      return when(
        differ.length > 0,
        `The database has another ${differ.join(', ')} than the shop's settings; ${configure}.`,
      )
    },
  },
  {
    name: 'settings-address',
    needs: 'database',
    run: async ({ sql, env }) => {
      const { site_url: address = env.SITE_URL } = await readSettings(sql)
      return when(
        address !== env.SITE_URL,
        `The database calls ${address} and not SITE_URL (${env.SITE_URL}); ${configure}.`,
      )
    },
  },
  {
    name: 'settings-secret',
    needs: 'database',
    run: async ({ sql, env }) => {
      const { webhook_secret: secret = env.STORAGE_WEBHOOK_SECRET } = await readSettings(sql)
      const wrong = secret !== env.STORAGE_WEBHOOK_SECRET
      return when(wrong, `The database signs with another secret than STORAGE_WEBHOOK_SECRET; ${configure}.`)
    },
  },
]
