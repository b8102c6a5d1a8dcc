import * as z from 'zod'
import { publishedPasswords } from '#lib/published-passwords.ts'
import { supabaseCli } from '#local/tools.ts'
import { ask, askFor } from '#scripts/doctor/ask.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const settings = z.object({
  disable_signup: z.boolean().optional(),
  mailer_autoconfirm: z.boolean().optional(),
  external: z.object({ anonymous_users: z.boolean().optional() }).optional(),
})

const askAuth = ({ env }: Place) =>
  askFor(settings, `${env.SUPABASE_URL}/auth/v1/settings`, { headers: { apikey: env.SUPABASE_PUBLISHABLE_KEY } })

/** True when an account accepts this password. */
async function opens({ env }: Place, email: string, password: string): Promise<boolean> {
  const { status } = await ask(`${env.SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: env.SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return status === 200
}

/** The auth server: https://supabase.com/docs/guides/auth/general-configuration */
export const accountChecks: Check[] = [
  {
    name: 'account-unconfirmed',
    needs: 'services',
    run: async (place) => {
      const { mailer_autoconfirm: unconfirmed } = await askAuth(place)
      return when(
        unconfirmed === true,
        `Supabase confirms addresses without a mail, so anybody may take any; run \`npx ${supabaseCli} config push\`.`,
      )
    },
  },
  {
    name: 'sign-up-closed',
    needs: 'services',
    run: async (place) => {
      const { disable_signup: closed } = await askAuth(place)
      return when(
        closed === true,
        `Supabase takes no new accounts, so no shopper can sign up; run \`npx ${supabaseCli} config push\`.`,
      )
    },
  },
  {
    name: 'visits-closed',
    needs: 'services',
    run: async (place) => {
      const { external } = await askAuth(place)
      const set = `set enable_anonymous_sign_ins in supabase/config.toml and run \`npx ${supabaseCli} config push\``
      return when(
        place.env.DEMO_VISITS === 'on' && external?.anonymous_users === false,
        `DEMO_VISITS is on, but Supabase opens no account for a visit; ${set}.`,
      )
    },
  },
  {
    name: 'visits-open',
    needs: 'services',
    run: async (place) => {
      const { external } = await askAuth(place)
      return when(
        place.env.DEMO_VISITS !== 'on' && external?.anonymous_users === true,
        'Supabase opens accounts without an address, and this store has no visits; set enable_anonymous_sign_ins = false.',
      )
    },
  },
  {
    name: 'published-account',
    only: 'public',
    needs: 'services',
    run: async (place) => {
      const emails = ['owner', 'editor', 'viewer'].map((name) => `${name}@${place.mailDomain}`)
      const tries = emails.flatMap((email) => publishedPasswords.map((password) => ({ email, password })))
      const open = await Promise.all(tries.map(({ email, password }) => opens(place, email, password)))
      const names = new Set(tries.filter((_, index) => open[index]).map(({ email }) => email))
      return [...names].map((email) => `Anybody may sign in as ${email} with a published password; change it.`)
    },
  },
]
