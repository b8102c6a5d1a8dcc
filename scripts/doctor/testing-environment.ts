import { mintTokens } from '#lib/mint-tokens.ts'
import { roles } from '#lib/roles.ts'
import { keys } from '#local/settings.ts'
import { newSigningKey } from '#local/supabase/signing-keys.ts'
import { signingKey } from '#local/supabase/test-key.ts'
import { instead, type Mistake } from '#scripts/doctor/testing.ts'

const online = 'https://lamps.example.com'
const day = 86_400_000
const minted = (daysAgo: number, key = signingKey, wanted: readonly string[] = roles) =>
  JSON.stringify(mintTokens(key, wanted, Date.now() - daysAgo * day))

/** A mistake in one variable of the environment. */
const value = (check: string, values: Record<string, string | undefined>, says: string): Mistake => ({
  check,
  says,
  make: () => ({ values }),
})

/** Mistakes in the environment and its tokens. */
export const environmentMistakes: Mistake[] = [
  value('site-written-otherwise', { SITE_URL: `${online}/` }, `SITE_URL is ${online}/; write ${online}`),
  value('site-written-otherwise', { SITE_URL: `${online}/shop` }, 'without a slash, path or name'),
  value('site-not-https', { SITE_URL: 'http://lamps.example.com' }, 'SITE_URL is not https'),
  value(
    'vendor-out-of-reach',
    { SITE_URL: online, STRIPE_API_URL: 'http://127.0.0.1:12111' },
    'STRIPE_API_URL is http://127.0.0.1:12111, which a public store cannot reach',
  ),
  value(
    'vendor-out-of-reach',
    { SITE_URL: online, QSTASH_URL: 'http://qstash.example.com' },
    'QSTASH_URL is not https',
  ),
  value('preview-with-secrets', { VERCEL_ENV: 'preview' }, "Vercel's preview environment has SUPABASE_ROLE_TOKENS"),
  value(
    'live-payments',
    { VERCEL_ENV: 'preview', SITE_URL: online, STRIPE_SECRET_KEY: 'rk_live_xxxxxxxx' },
    'The live Stripe key is used on a preview',
  ),
  value('live-payments', { STRIPE_SECRET_KEY: 'sk_live_xxxxxxxx' }, 'at an address that is not https'),
  value(
    'local-secrets',
    { SITE_URL: online },
    'Everybody knows these secrets of the local stack: SUPABASE_PUBLISHABLE_KEY',
  ),
  value('weak-secret', { SITE_URL: online, CRON_SECRET: 'sixteen-letters!' }, 'CRON_SECRET is short or easy to guess'),
  value('weak-secret', { SITE_URL: online, SEAL_SECRET: 'ab'.repeat(20) }, 'SEAL_SECRET is short or easy to guess'),
  value(
    'shared-secret',
    { STORAGE_WEBHOOK_SECRET: keys.seal },
    'SEAL_SECRET and STORAGE_WEBHOOK_SECRET are the same secret',
  ),
  value('master-key', { SUPABASE_SECRET_KEY: 'sb_secret_x' }, 'SUPABASE_SECRET_KEY opens the whole database'),
  value('publishable-key', { SUPABASE_PUBLISHABLE_KEY: 'sb_secret_x' }, 'SUPABASE_PUBLISHABLE_KEY is a secret key'),
  value('stripe-key-kind', { STRIPE_SECRET_KEY: 'pk_test_xxxxxxxx' }, 'STRIPE_SECRET_KEY is no secret key'),
  value('webhook-secret-kind', { STRIPE_WEBHOOK_SECRET: 'we_1xxxxxxxx' }, 'STRIPE_WEBHOOK_SECRET is no signing secret'),

  value('tokens', { SUPABASE_ROLE_TOKENS: minted(121) }, 'the token for the role chat ended on'),
  value('tokens', { SUPABASE_ROLE_TOKENS: minted(0, signingKey, ['chat']) }, 'there is no token for the role sweep'),
  value('tokens-end-soon', { SUPABASE_ROLE_TOKENS: minted(110) }, 'ends in 9 days; mint the tokens again'),
  {
    check: 'no-signing-key',
    says: 'Supabase publishes no ES256 key',
    make: () => instead('SUPABASE_URL', { '/auth/v1/.well-known/jwks.json': () => Response.json({ keys: [] }) }),
  },
  value(
    'strange-signing-key',
    { SUPABASE_ROLE_TOKENS: minted(0, newSigningKey('of-another-project')) },
    'Supabase does not publish the key of-another-project',
  ),
  value(
    'token-refused',
    { SUPABASE_ROLE_TOKENS: minted(0, newSigningKey('of-another-project')) },
    'The database refuses the token of the role chat (PGRST301',
  ),
]
