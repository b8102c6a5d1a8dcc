import * as z from 'zod'

const secret = z.string().min(8)
const url = z.url().transform((value) => value.replace(/\/$/, ''))

const schema = z.object({
  SITE_URL: url.refine((value) => value.startsWith('https:'), 'must be https'),
  OWNER_EMAIL: z.email(),
  PACE_MINUTES: z.string().optional(),

  SUPABASE_PROJECT_REF: z.string().regex(/^[a-z]{20}$/, 'must be the 20 letters of the project'),
  SUPABASE_ACCESS_TOKEN: secret,
  SUPABASE_DATABASE_URL: z.string().startsWith('postgres'),
  SUPABASE_PUBLISHABLE_KEY: secret,
  SUPABASE_SECRET_KEY: secret,
  SUPABASE_API_URL: url.default('https://api.supabase.com'),
  SUPABASE_URL: url.optional(),

  VERCEL_TOKEN: secret,
  VERCEL_PROJECT_ID: z.string().min(1),
  VERCEL_ORG_ID: z.string().min(1),
  VERCEL_API_URL: url.default('https://api.vercel.com'),

  QSTASH_URL: url.default('https://qstash.upstash.io'),
  QSTASH_TOKEN: secret,

  STRIPE_API_URL: url.default('https://api.stripe.com'),
  STRIPE_SECRET_KEY: secret,
  STRIPE_DEPLOY_KEY: secret.optional(),

  RESEND_BASE_URL: url.default('https://api.resend.com'),
  RESEND_API_KEY: secret,

  SIGNING_KEY_FILE: z.string().default('nightlight-key.json'),
  SEED_STAFF_PASSWORD: z.string().min(8).optional(),
  DEMO_VISITS: z.enum(['on', 'off']).optional(),
  CHAT_BASE_URL: url.optional(),
  CHAT_API_KEY: secret.optional(),
  AI_GATEWAY_API_KEY: secret.optional(),
  CHAT_MODEL: z.string().min(1).optional(),
})

/** The vendor accounts of a deployment: keys, and the names of the projects. */
export type Accounts = Readonly<z.infer<typeof schema>> & { SUPABASE_URL: string }

/** The variables that a deployment reads. A test checks that docs/deploy.md names each required one. */
export const needed = Object.entries(schema.shape)
  .filter(([, field]) => !field.safeParse(undefined).success)
  .map(([name]) => name)

/** Reads them. @throws Error naming every variable that is missing or malformed, without its value */
export function readAccounts(source: Readonly<Record<string, string | undefined>>): Accounts {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) {
    const { SUPABASE_URL = `https://${parsed.data.SUPABASE_PROJECT_REF}.supabase.co` } = parsed.data
    return { ...parsed.data, SUPABASE_URL }
  }
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.')
    return `  ${name}: ${given[name] === undefined ? 'is not set' : message}`
  })
  throw new Error(`Set these variables first (see docs/deploy.md):\n${problems.join('\n')}`)
}
