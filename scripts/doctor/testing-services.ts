import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@upstash/qstash'
import { registry } from '#functions/registry.gen.ts'
import { listSchedules } from '#functions/runtime/schedules.ts'
import { readEnv } from '#lib/env.ts'
import { keepSchedules } from '#lib/queue-qstash.ts'
import { createStripe } from '#lib/stripe.ts'
import { startPayments } from '#local/payments/server.ts'
import { keys } from '#local/settings.ts'
import type { Broken, Mistake, Patient } from '#scripts/doctor/testing.ts'
import { instead, mailDomain } from '#scripts/doctor/testing.ts'
import { otherShop } from '#scripts/other-shop.ts'

/** A project with another vercel.json. */
function project(vercel: object): Broken & { undo(): Promise<void> } {
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-doctor-'))
  writeFileSync(join(directory, 'vercel.json'), JSON.stringify(vercel))
  return { place: { project: directory }, undo: async () => rmSync(directory, { recursive: true }) }
}

/** The queue is the scheduler, with the schedules of the store. */
async function scheduled({ values }: Patient, change: (client: Client) => Promise<unknown>): Promise<Broken> {
  const env = readEnv(values)
  const client = new Client({ baseUrl: env.QSTASH_URL, token: env.QSTASH_TOKEN, retry: false, enableTelemetry: false })
  await keepSchedules(env, listSchedules(registry, env.PACE_MINUTES))
  await change(client)
  const { place, undo } = project({})
  const clear = async () => {
    for (const { scheduleId } of await client.schedules.list()) await client.schedules.delete(scheduleId)
    await undo()
  }
  return { ...(place ? { place } : {}), undo: clear }
}

/** Changes the store's endpoint, and restores it afterwards. */
async function endpoint({ values }: Patient, wrong: object, right: object): Promise<Broken> {
  const { webhookEndpoints } = createStripe(readEnv(values))
  const { data } = await webhookEndpoints.list()
  const id = data[0]?.id ?? ''
  await webhookEndpoints.update(id, wrong)
  return { undo: () => webhookEndpoints.update(id, right) }
}

const authSettings = (settings: object) =>
  instead('SUPABASE_URL', { '/auth/v1/settings': () => Response.json({ external: { email: true }, ...settings }) })
const store = (path: string, answer: () => Response) => instead('SITE_URL', { [path]: answer })

/** Mistakes at the vendors, on the platform and in the store. */
export const serviceMistakes: Mistake[] = [
  {
    check: 'seller-unfilled',
    kind: 'note',
    says: 'pages lack phone; write',
    make: () => ({ place: { seller: { ...otherShop.seller, phone: null } } }),
  },
  {
    check: 'account-unconfirmed',
    says: 'Supabase confirms addresses without a mail',
    make: () => authSettings({ mailer_autoconfirm: true }),
  },
  {
    check: 'sign-up-closed',
    says: 'Supabase takes no new accounts',
    make: () => authSettings({ disable_signup: true }),
  },
  {
    check: 'visits-closed',
    says: 'Supabase opens no account for a visit',
    make: () => authSettings({ external: { anonymous_users: false } }),
  },
  {
    check: 'visits-open',
    says: 'this store has no visits',
    make: async () => {
      const broken = await authSettings({ external: { anonymous_users: true } })
      return { ...broken, values: { ...broken.values, DEMO_VISITS: 'off' } }
    },
  },
  {
    check: 'published-account',
    says: `Anybody may sign in as owner@${mailDomain}`,
    make: () => ({ values: { SITE_URL: 'https://lamps.example.com' } }),
  },

  {
    check: 'webhook-missing',
    says: 'Stripe has no webhook endpoint at https://lamps.example.com/api/stripe-webhook',
    make: () => ({ values: { SITE_URL: 'https://lamps.example.com' } }),
  },
  {
    check: 'webhook-disabled',
    says: 'The webhook endpoint at Stripe is disabled',
    make: (patient) => endpoint(patient, { disabled: true }, { disabled: false }),
  },
  {
    check: 'webhook-events',
    says: 'The webhook endpoint does not get checkout.session.completed, ',
    make: (patient) => endpoint(patient, { enabled_events: ['charge.refunded'] }, { enabled_events: ['*'] }),
  },
  {
    check: 'webhook-version',
    says: 'The webhook endpoint has the API version of the account and not 20',
    kind: 'note',
    make: async ({ values }) => {
      const webhook = { url: `${values.SITE_URL}/api/stripe-webhook`, secret: keys.stripeWebhook }
      const payments = await startPayments({ port: 0, file: ':memory:', secretKey: keys.stripe, webhook })
      return { values: { STRIPE_API_URL: payments.url }, undo: payments.close }
    },
  },

  {
    check: 'queue-keys',
    says: 'QStash signs with a key that the store does not know',
    make: () => ({
      values: { QSTASH_CURRENT_SIGNING_KEY: 'sig_of_last_year', QSTASH_NEXT_SIGNING_KEY: 'sig_of_older' },
    }),
  },
  {
    check: 'queue-keys',
    says: 'QSTASH_NEXT_SIGNING_KEY is out of date',
    make: () => ({ values: { QSTASH_NEXT_SIGNING_KEY: 'sig_of_last_year' } }),
  },
  {
    check: 'schedule-missing',
    says: 'Nothing calls sweep: vercel.json has no schedules',
    make: (patient) => scheduled(patient, ({ schedules }) => schedules.delete('sweep')),
  },
  {
    check: 'schedule-differs',
    says: 'The schedule sweep is "0 0 * * *" and should be "* * * * *"',
    make: (patient) =>
      scheduled(patient, ({ schedules }) =>
        schedules.create({
          scheduleId: 'sweep',
          destination: `${patient.values.SITE_URL}/api/sweep`,
          cron: '0 0 * * *',
        }),
      ),
  },
  {
    check: 'schedule-differs',
    says: 'The schedule sweep calls https://old.example.com/api/sweep and not',
    make: (patient) =>
      scheduled(patient, ({ schedules }) =>
        schedules.create({ scheduleId: 'sweep', destination: 'https://old.example.com/api/sweep', cron: '* * * * *' }),
      ),
  },
  {
    check: 'schedule-twice',
    says: 'Vercel and QStash both call check-health, clean-up',
    make: async (patient) => {
      const { undo } = await scheduled(patient, async () => {})
      return undo ? { undo } : {}
    },
  },

  {
    check: 'mail-key',
    says: 'RESEND_API_KEY may only send',
    make: () => {
      const refusal = {
        statusCode: 401,
        name: 'restricted_api_key',
        message: 'This API key is restricted to only send emails',
      }
      return instead('RESEND_BASE_URL', { '/domains': () => Response.json(refusal, { status: 401 }) })
    },
  },
  {
    check: 'mail-key',
    says: 'Resend refuses RESEND_API_KEY',
    make: () => ({ values: { RESEND_API_KEY: 're_of_somebody' } }),
  },
  {
    check: 'sender-unverified',
    says: `Resend has not verified ${mailDomain}`,
    make: () => {
      const data = [{ id: 'x', name: mailDomain, status: 'pending', region: 'eu-west-1' }]
      return instead('RESEND_BASE_URL', { '/domains': () => Response.json({ object: 'list', data }) })
    },
  },

  {
    check: 'no-time-limit',
    says: 'vercel.json does not limit the time of',
    make: () => project({ functions: { 'app/api/sweep/route.ts': { memory: 1024 } } }),
  },
  {
    check: 'pace-differs',
    says: 'run `PACE_MINUTES=15 npm run generate`',
    make: () => ({ values: { PACE_MINUTES: '15' } }),
  },
  {
    check: 'site-redirects',
    says: 'SITE_URL leads on to https://www.lamps.example.com/api/health',
    make: () => store('/api/health', () => Response.redirect('https://www.lamps.example.com/api/health', 308)),
  },
  {
    check: 'store-silent',
    says: 'SITE_URL is behind a sign-in of the host',
    make: () => store('/api/health', () => new Response('Authentication Required', { status: 401 })),
  },
  {
    check: 'store-silent',
    says: 'SITE_URL answers 404 and is no store',
    make: () => store('/', () => new Response('parked')),
  },
  {
    check: 'store-silent',
    says: 'The store says that this is down: database',
    make: () =>
      store('/api/health', () => Response.json({ status: 'down', parts: { database: 'down' } }, { status: 503 })),
  },
  {
    check: 'deployed-otherwise',
    says: 'The running store has another CRON_SECRET',
    make: () => ({ values: { CRON_SECRET: 'a-new-cron-secret-not-yet-deployed' } }),
  },
  {
    check: 'open-to-network',
    says: 'Your network reaches the store at 127.0.0.1',
    make: () => ({ place: { addresses: ['127.0.0.1'] } }),
  },
]
