import { createStripe, isForbidden, type Stripe, stripeEvents, stripeVersion } from '#lib/stripe.ts'
import { type Check, type Place, Unchecked, when } from '#scripts/doctor/check.ts'

export const webhookAddress = (siteUrl: string): string => `${siteUrl}/api/stripe-webhook`

const deploy = '`npm run deploy` sets it right'

/** The webhook endpoints of the account that call this store. */
async function listEndpoints({ env, values }: Place): Promise<Stripe.WebhookEndpoint[]> {
  // A restricted key of the store may lack the right to read endpoints.
  const key = values.STRIPE_DEPLOY_KEY ?? env.STRIPE_SECRET_KEY
  const { webhookEndpoints } = createStripe({ ...env, STRIPE_SECRET_KEY: key })
  const asked = webhookEndpoints.list({ limit: 100 }, { timeout: 8000, maxNetworkRetries: 0 })
  const { data } = await asked.catch((error: unknown) => {
    if (isForbidden(error))
      throw new Unchecked('STRIPE_SECRET_KEY may not read webhook endpoints; set STRIPE_DEPLOY_KEY.')
    throw error
  })
  return data.filter(({ url }) => url === webhookAddress(env.SITE_URL))
}

const ofEach = async (place: Place, problem: (endpoint: Stripe.WebhookEndpoint) => string[]) =>
  (await listEndpoints(place)).flatMap(problem)

const missingEvents = ({ enabled_events: known }: Stripe.WebhookEndpoint) =>
  known.includes('*') ? [] : stripeEvents.filter((event) => !known.includes(event))

/** Stripe: https://docs.stripe.com/api/webhook_endpoints */
export const paymentChecks: Check[] = [
  {
    name: 'webhook-missing',
    needs: 'services',
    run: async (place) => {
      const own = await listEndpoints(place)
      const address = webhookAddress(place.env.SITE_URL)
      return [
        ...when(own.length === 0, `Stripe has no webhook endpoint at ${address}, so no order is ever paid; ${deploy}.`),
        ...when(own.length > 1, `Stripe has ${own.length} webhook endpoints at ${address}; delete all but one.`),
      ]
    },
  },
  {
    name: 'webhook-disabled',
    needs: 'services',
    run: (place) =>
      ofEach(place, ({ status }) =>
        when(status !== 'enabled', 'The webhook endpoint at Stripe is disabled; enable it.'),
      ),
  },
  {
    name: 'webhook-version',
    needs: 'services',
    // An event only says what to look at: the webhook reads everything else from Stripe, in the version of the SDK.
    harmless: true,
    run: (place) =>
      ofEach(place, ({ api_version: version }) =>
        when(
          version !== stripeVersion,
          `The webhook endpoint has the API version ${version ?? 'of the account'} and not ${stripeVersion}. The store works with any; ${deploy}.`,
        ),
      ),
  },
  {
    name: 'webhook-events',
    needs: 'services',
    run: (place) =>
      ofEach(place, (endpoint) => {
        const missing = missingEvents(endpoint)
        return when(missing.length > 0, `The webhook endpoint does not get ${missing.join(', ')}; ${deploy}.`)
      }),
  },
]
