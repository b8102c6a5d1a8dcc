import type { Stripe } from 'stripe'
import { type PaymentsContext, seconds } from '#local/payments/context.ts'
import { invalid, missing, Refusal, unknownObject } from '#local/payments/errors.ts'
import { newId } from '#local/payments/ids.ts'
import { find, hiddenOf, hide, insert, list, remove, update } from '#local/payments/objects.ts'
import type { Params } from '#local/payments/params.ts'
import { checkVersion } from '#local/payments/versions.ts'
import { eventTypes } from '#local/payments/vocabulary.ts'

type Endpoint = Stripe.WebhookEndpoint
type Secret = { secret: string }

/** The endpoint of the options: the store that this service was started for. Without `events` it gets all. */
export type Webhook = {
  url: string
  secret: string
  apiVersion?: string
  events?: readonly Stripe.WebhookEndpointCreateParams.EnabledEvent[]
}

const configuredId = 'we_1configured'
// https://docs.stripe.com/webhooks (limits)
const mostEndpoints = 16

/** Stores the endpoint of the options as one of the account; its address may have changed since the last start. */
export function keepConfigured(context: PaymentsContext, { url, secret, apiVersion, events = ['*'] }: Webhook): void {
  const known = find(context.store, 'webhook_endpoint', configuredId)
  const description = 'From the settings of this machine'
  const changes = { url, api_version: apiVersion ?? null, enabled_events: [...events] }
  if (known) update(context.store, { ...known, ...changes })
  else insert(context.store, { ...blankEndpoint(context, configuredId), ...changes, description })
  hide(context.store, configuredId, { secret } satisfies Secret)
}

/** Makes an endpoint. Only this answer shows its signing secret. */
export function createEndpoint(context: PaymentsContext, params: Params): Endpoint {
  if (list(context.store, 'webhook_endpoint').length >= mostEndpoints) {
    throw new Refusal(400, `You have reached the maximum of ${mostEndpoints} test webhook endpoints.`)
  }
  const version = params.optionalText('api_version')
  if (version !== undefined) checkVersion(version)
  const url = params.url('url')
  if (url === undefined) throw missing('url')
  const events = eventsOf(params)
  if (!events) throw missing('enabled_events')
  const secret = newId('whsec_', 32)
  const endpoint = {
    ...blankEndpoint(context, newId('we_1')),
    api_version: version ?? null,
    description: params.optionalText('description') || null,
    enabled_events: events,
    metadata: params.metadata(),
    url,
  }
  insert(context.store, endpoint, { secret } satisfies Secret)
  return { ...endpoint, secret }
}

export function updateEndpoint(context: PaymentsContext, id: string, params: Params): Endpoint {
  const endpoint = getEndpoint(context, id)
  const description = params.optionalText('description')
  const disabled = params.optionalBoolean('disabled')
  return update(context.store, {
    ...endpoint,
    description: description === undefined ? endpoint.description : description || null,
    enabled_events: eventsOf(params) ?? endpoint.enabled_events,
    metadata: params.metadata(endpoint.metadata),
    ...(disabled === undefined ? {} : { status: disabled ? 'disabled' : 'enabled' }),
    url: params.url('url') ?? endpoint.url,
  })
}

/** Deletes an endpoint and its pending deliveries. */
export function deleteEndpoint(context: PaymentsContext, id: string): Stripe.DeletedWebhookEndpoint {
  getEndpoint(context, id)
  context.store.prepare('delete from event_deliveries where endpoint = ?').run(id)
  remove(context.store, id)
  return { id, object: 'webhook_endpoint', deleted: true }
}

/** @throws a 404 `resource_missing` */
export function getEndpoint(context: PaymentsContext, id: string): Endpoint {
  const endpoint = find(context.store, 'webhook_endpoint', id)
  if (!endpoint) throw unknownObject('webhook_endpoint', id)
  return endpoint
}

/** The endpoints that subscribe to an event type. */
export function listeners(context: PaymentsContext, type: string): Endpoint[] {
  return list(context.store, 'webhook_endpoint').filter(({ status, enabled_events: wanted }) => {
    return status === 'enabled' && (wanted.includes('*') || wanted.includes(type))
  })
}

export function secretOf(context: PaymentsContext, id: string): string {
  return hiddenOf<Secret>(context.store, id)?.secret ?? ''
}

function eventsOf(params: Params): string[] | undefined {
  const given = params.texts('enabled_events')
  const wrong = given.findIndex((type) => type !== '*' && !eventTypes.has(type))
  if (wrong >= 0) throw invalid(`enabled_events[${wrong}]`, `Invalid enabled_events: ${given[wrong]}`)
  return given.length > 0 ? given : undefined
}

function blankEndpoint(context: PaymentsContext, id: string): Endpoint {
  return {
    id,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    created: seconds(context),
    description: null,
    enabled_events: [],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url: '',
  }
}
