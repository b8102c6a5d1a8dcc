import { isLoopback } from '#lib/env.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const vendors = ['SUPABASE_URL', 'QSTASH_URL', 'STRIPE_API_URL', 'RESEND_BASE_URL', 'CHAT_BASE_URL'] as const

function siteProblem(written: string): string[] {
  const { origin, protocol } = new URL(written)
  const extra = written.toLowerCase() !== origin
  return when(
    /^https?:$/.test(protocol) && extra,
    `SITE_URL is ${written}; write ${origin}, without a slash, path or name.`,
  )
}

function vendorProblem(name: string, value = ''): string[] {
  if (!value) return []
  if (isLoopback(value))
    return [`${name} is ${value}, which a public store cannot reach; take it out or name the vendor.`]
  return when(value.startsWith('http:'), `${name} is not https, so keys travel in the open; write https.`)
}

/** Addresses in the environment, and the name of Vercel's environment. */
export const addressChecks: Check[] = [
  {
    name: 'site-written-otherwise',
    needs: 'values',
    run: ({ SITE_URL = '' }) => (URL.canParse(SITE_URL) ? siteProblem(SITE_URL) : []),
  },
  {
    name: 'site-not-https',
    only: 'public',
    needs: 'services',
    run: ({ env }) =>
      when(
        !env.SITE_URL.startsWith('https:'),
        'SITE_URL is not https, so sign-in cookies and keys travel in the open.',
      ),
  },
  {
    name: 'vendor-out-of-reach',
    only: 'public',
    needs: 'services',
    run: ({ values }) => vendors.flatMap((name) => vendorProblem(name, values[name])),
  },
  { name: 'preview-with-secrets', needs: 'values', run: previewProblem },
  {
    name: 'live-payments',
    needs: 'services',
    run: ({ values, env }) => {
      if (!/^[sr]k_live_/.test(env.STRIPE_SECRET_KEY)) return []
      const preview = values.VERCEL_ENV !== undefined && values.VERCEL_ENV !== 'production'
      const where = preview ? 'on a preview' : 'at an address that is not https'
      const wrong = preview || !env.SITE_URL.startsWith('https:')
      return when(wrong, `The live Stripe key is used ${where}: real cards would be charged. Use a test key here.`)
    },
  },
]

function previewProblem({ VERCEL_ENV, ...values }: Place['values']): string[] {
  if (VERCEL_ENV === undefined || VERCEL_ENV === 'production') return []
  const known = ['SUPABASE_ROLE_TOKENS', 'QSTASH_TOKEN', 'STRIPE_SECRET_KEY'].filter((name) => values[name])
  const names = known.join(', ')
  return when(
    known.length > 0,
    `Vercel's ${VERCEL_ENV} environment has ${names}, so a branch could write into the store; set them for Production only.`,
  )
}
