import { z } from 'zod'
import { staffPassword } from '#local/settings.ts'
import { ask, askFor } from '#scripts/doctor/ask.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const settings = z.object({ disable_signup: z.boolean().optional(), mailer_autoconfirm: z.boolean().optional() })

const askAuth = ({ env }: Place) =>
  askFor(settings, `${env.SUPABASE_URL}/auth/v1/settings`, { headers: { apikey: env.SUPABASE_PUBLISHABLE_KEY } })

/** True when an account accepts the password in the README. */
async function opens({ env }: Place, email: string): Promise<boolean> {
  const { status } = await ask(`${env.SUPABASE_URL}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: env.SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: staffPassword }),
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
        'Supabase confirms addresses without a mail, so anybody may take any; run `npx supabase config push`.',
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
        'Supabase takes no new accounts, so no shopper can sign up; run `npx supabase config push`.',
      )
    },
  },
  {
    name: 'published-account',
    only: 'public',
    needs: 'services',
    run: async (place) => {
      const emails = ['owner', 'editor'].map((name) => `${name}@${place.mailDomain}`)
      const open = await Promise.all(emails.map((email) => opens(place, email)))
      const names = emails.filter((_, index) => open[index])
      return names.map((email) => `Anybody may sign in as ${email} with the password of the README; change it.`)
    },
  },
]
