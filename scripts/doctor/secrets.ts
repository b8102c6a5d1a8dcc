import { listLocalSecrets, secrets } from '#lib/env.ts'
import { readRole } from '#lib/tokens.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const make = 'make one with `openssl rand -base64 32`'
const ownSecrets = ['SEAL_SECRET', 'STORAGE_WEBHOOK_SECRET', 'CRON_SECRET'] as const
/** Variables that open the whole database; the store reads none of them. */
const masterKeys = ['SUPABASE_SECRET_KEY', 'SUPABASE_SERVICE_ROLE_KEY', 'SUPABASE_JWT_SECRET'] as const

/** True for fewer than 24 characters, or for so few different ones that the value is not random. */
const isWeak = (value: string) => value.length < 24 || new Set(value).size < 10

function findShared(values: Place['values']): string[] {
  const names = secrets.filter((name) => values[name])
  return names.flatMap((name, index) => {
    const twin = names.slice(index + 1).find((other) => values[other] === values[name])
    return when(!!twin, `${name} and ${twin} are the same secret, so who learns one has both; ${make} for each.`)
  })
}

const opensEverything = (key: string) => key.startsWith('sb_secret_') || readRole(key)?.role === 'service_role'

/** Secrets in the environment. No sentence contains any part of one. */
export const secretChecks: Check[] = [
  {
    name: 'local-secrets',
    only: 'public',
    needs: 'services',
    run: ({ env }) => {
      const names = listLocalSecrets(env)
      return when(
        names.length > 0,
        `Everybody knows these secrets of the local stack: ${names.join(', ')}; set own ones.`,
      )
    },
  },
  {
    name: 'weak-secret',
    only: 'public',
    needs: 'values',
    run: (values) =>
      ownSecrets.flatMap((name) => when(isWeak(values[name] ?? ''), `${name} is short or easy to guess; ${make}.`)),
  },
  { name: 'shared-secret', needs: 'values', run: findShared },
  {
    name: 'master-key',
    needs: 'values',
    run: (values) =>
      masterKeys.flatMap((name) =>
        when(!!values[name], `${name} opens the whole database and the store does not read it; take it out.`),
      ),
  },
  {
    name: 'publishable-key',
    needs: 'values',
    run: ({ SUPABASE_PUBLISHABLE_KEY: key = '' }) =>
      when(
        opensEverything(key),
        'SUPABASE_PUBLISHABLE_KEY is a secret key; copy the one that begins with sb_publishable_.',
      ),
  },
  {
    name: 'stripe-key-kind',
    needs: 'values',
    run: ({ STRIPE_SECRET_KEY: key = '' }) =>
      when(
        key !== '' && !/^[sr]k_/.test(key),
        'STRIPE_SECRET_KEY is no secret key; copy one that begins with rk_ or sk_.',
      ),
  },
  {
    name: 'webhook-secret-kind',
    needs: 'values',
    run: ({ STRIPE_WEBHOOK_SECRET: secret = 'whsec_' }) =>
      when(
        !secret.startsWith('whsec_'),
        "STRIPE_WEBHOOK_SECRET is no signing secret; copy the endpoint's, which begins with whsec_.",
      ),
  },
]
