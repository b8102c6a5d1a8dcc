import { createStripe, type Stripe, stripeEvents, stripeVersion } from '#lib/stripe.ts'
import type { Accounts } from '#scripts/deploy/accounts.ts'
import type { Deployment, Step } from '#scripts/deploy/step.ts'
import { webhookAddress } from '#scripts/doctor/payments.ts'

const stripeOf = ({ STRIPE_API_URL, STRIPE_SECRET_KEY, STRIPE_DEPLOY_KEY }: Accounts) =>
  createStripe({ STRIPE_API_URL, STRIPE_SECRET_KEY: STRIPE_DEPLOY_KEY ?? STRIPE_SECRET_KEY })

/** Makes an endpoint and stores its secret, which Stripe returns only here. */
async function createEndpoint({ accounts, state }: Deployment): Promise<Stripe.WebhookEndpoint> {
  const endpoint = await stripeOf(accounts).webhookEndpoints.create({
    url: webhookAddress(accounts.SITE_URL),
    enabled_events: [...stripeEvents],
    api_version: stripeVersion,
  })
  if (!endpoint.secret) throw new Error('Stripe did not show the signing secret of the new endpoint.')
  state.keep({ STRIPE_WEBHOOK_SECRET: endpoint.secret, stripeEndpoint: endpoint.id })
  return endpoint
}

/** https://docs.stripe.com/api/webhook_endpoints */
export const keepEndpoint: Step = {
  name: 'webhook endpoint',
  does: ({ SITE_URL }) =>
    `has Stripe send ${stripeEvents.length} events to ${webhookAddress(SITE_URL)}, in version ${stripeVersion}`,
  undo: 'Delete the endpoint at Stripe > Developers > Webhooks.',
  async run(deployment) {
    const { accounts, state } = deployment
    const { webhookEndpoints } = stripeOf(accounts)
    const { data } = await webhookEndpoints.list({ limit: 100 })
    const own = data.filter(({ url }) => url === webhookAddress(accounts.SITE_URL))
    const { STRIPE_WEBHOOK_SECRET: secret, stripeEndpoint } = state.values
    // Stripe cannot change the version of an endpoint, and nobody knows the secret of another one. A secret from the environment
    // has no id.
    const usable = ({ id, api_version }: Stripe.WebhookEndpoint) =>
      api_version === stripeVersion && !!secret && (stripeEndpoint ?? id) === id
    const kept = own.find(usable) ?? (await createEndpoint(deployment))
    if (own.includes(kept))
      await webhookEndpoints.update(kept.id, { enabled_events: [...stripeEvents], disabled: false })
    // Last, so that no event is lost. The next deployment gives the store the new secret.
    for (const { id } of own.filter((endpoint) => endpoint !== kept)) await webhookEndpoints.del(id)
    return own.includes(kept) ? 'the endpoint is there' : 'the endpoint is new'
  },
}
