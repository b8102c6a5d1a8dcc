import * as z from 'zod'
import { findTokenProblems, firstToEnd } from '#lib/role-tokens.ts'
import { type Role, roles } from '#lib/roles.ts'
import { readHeader } from '#lib/tokens.ts'
import { ask, askFor, bearer } from '#scripts/doctor/ask.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const mint = 'mint the tokens again (docs/keys.md) and deploy'
const dayMs = 86_400_000
const published = z.object({ keys: z.array(z.looseObject({ kid: z.string(), alg: z.string() })) })
const problem = z.object({ code: z.string().default(''), message: z.string().default('') })

/** The ids of the keys that the auth server publishes for ES256. */
export async function listKeyIds(supabaseUrl: string): Promise<string[]> {
  const { keys } = await askFor(published, `${supabaseUrl}/auth/v1/.well-known/jwks.json`)
  return keys.filter(({ alg }) => alg === 'ES256').map(({ kid }) => kid)
}

/**
 * The reason why the database API refuses a token; null when it accepts the token. Every role of a function may read its own
 * jobs. `gatekeeper` and `tracer` may not: the database then names the table, which it does only to a role that it knows.
 */
export async function refusalOf(supabaseUrl: string, key: string, role: string, token: string): Promise<string | null> {
  const headers = { apikey: key, ...bearer(token) }
  const { status, body } = await ask(`${supabaseUrl}/rest/v1/jobs?select=key&limit=1`, { headers })
  if (status === 200) return null
  const { code, message } = problem.safeParse(body).data ?? { code: String(status), message: 'no reason' }
  return (role === 'gatekeeper' || role === 'tracer') && code === '42501' && message.includes('table jobs')
    ? null
    : `${code}: ${message}`
}

async function findRefused({ env }: Place): Promise<string[]> {
  const tokens = Object.entries(env.SUPABASE_ROLE_TOKENS) as [Role, string][]
  const asked = tokens.map(async ([role, token]) => {
    const reason = await refusalOf(env.SUPABASE_URL, env.SUPABASE_PUBLISHABLE_KEY, role, token)
    return reason
      ? [`The database refuses the token of the role ${role} (${reason}); push the migrations, or ${mint}.`]
      : []
  })
  return (await Promise.all(asked)).flat()
}

async function findStrangeKeys({ env }: Place): Promise<string[]> {
  const known = await listKeyIds(env.SUPABASE_URL)
  const used = new Set(Object.values(env.SUPABASE_ROLE_TOKENS).map((token) => readHeader(token)?.kid ?? 'none'))
  return [...used].flatMap((kid) =>
    when(
      known.length > 0 && !known.includes(kid),
      `Supabase does not publish the key ${kid} that signed the tokens; import it and rotate (docs/keys.md), or ${mint}.`,
    ),
  )
}

/** Checks of the roles' tokens and of the keys that signed them. */
export const tokenChecks: Check[] = [
  {
    name: 'tokens',
    needs: 'services',
    run: ({ env, now }) =>
      findTokenProblems(env.SUPABASE_ROLE_TOKENS, roles, now).map((text) => `SUPABASE_ROLE_TOKENS: ${text}; ${mint}.`),
  },
  {
    name: 'tokens-end-soon',
    needs: 'services',
    run: ({ env, now }) => {
      const first = firstToEnd(env.SUPABASE_ROLE_TOKENS)
      const left = first ? Math.floor((first.at - now) / dayMs) : Number.POSITIVE_INFINITY
      return when(left >= 0 && left < 14, `The token of the role ${first?.role} ends in ${left} days; ${mint}.`)
    },
  },
  {
    name: 'no-signing-key',
    needs: 'services',
    run: async ({ env }) =>
      when(
        (await listKeyIds(env.SUPABASE_URL)).length === 0,
        'Supabase publishes no ES256 key, so no token is good; import your signing key and rotate (docs/keys.md).',
      ),
  },
  { name: 'strange-signing-key', needs: 'services', run: findStrangeKeys },
  { name: 'token-refused', needs: 'services', run: findRefused },
]
