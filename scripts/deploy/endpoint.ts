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

/** The store's endpoints at Stripe, and the one whose secret the deployment knows. */
async function listEndpoints({ accounts, state }: Deployment) {
  const { data } = await stripeOf(accounts).webhookEndpoints.list({ limit: 100 })
  const own = data.filter(({ url }) => url === webhookAddress(accounts.SITE_URL))
  const { STRIPE_WEBHOOK_SECRET: secret, stripeEndpoint } = state.values
  // Stripe cannot change the version of an endpoint, and nobody knows the secret of another one. A secret from the environment
  // has no id.
  const usable = own.find(
    ({ id, api_version }) => api_version === stripeVersion && !!secret && (stripeEndpoint ?? id) === id,
  )
  return { own, usable }
}

/** https://docs.stripe.com/api/webhook_endpoints */
export const keepEndpoint: Step = {
  name: 'webhook endpoint',
  does: ({ SITE_URL }) =>
    `has Stripe send ${stripeEvents.length} events to ${webhookAddress(SITE_URL)}, in version ${stripeVersion}`,
  undo: 'Delete the endpoint at Stripe > Developers > Webhooks.',
  async run(deployment) {
    const { usable } = await listEndpoints(deployment)
    if (!usable) {
      const told = deployment.state.values.stripeEndpoint === undefined && deployment.state.values.STRIPE_WEBHOOK_SECRET
      await createEndpoint(deployment)
      return `the endpoint is new${told ? '; take STRIPE_WEBHOOK_SECRET out of this environment, its secret is in the file of --state' : ''}`
    }
    const { webhookEndpoints } = stripeOf(deployment.accounts)
    await webhookEndpoints.update(usable.id, { enabled_events: [...stripeEvents], disabled: false })
    return 'the endpoint is there'
  },
}

/**
 * Comes after the deployment: until the store has the new secret, only the old endpoint's events reach it, and Stripe repeats those
 * of the new one.
 */
export const retireEndpoints: Step = {
  name: 'old endpoints',
  does: ({ SITE_URL }) => `deletes other endpoints of ${webhookAddress(SITE_URL)}, now that the store has the secret`,
  undo: 'After an Instant Rollback to a deployment with the former secret, deploy again: Stripe repeats events for three days.',
  async run(deployment) {
    const { own, usable } = await listEndpoints(deployment)
    if (!usable)
      throw new Error('Stripe no longer has the endpoint of this deployment. Start again from the first step.')
    const old = own.filter((endpoint) => endpoint !== usable)
    for (const { id } of old) await stripeOf(deployment.accounts).webhookEndpoints.del(id)
    return old.length > 0 ? `${old.length} deleted` : 'there are none'
  },
}
