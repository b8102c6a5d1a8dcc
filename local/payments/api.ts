import { type Context as Exchange, Hono } from 'hono'
import { checkCaller, checkKey } from '#local/payments/caller.ts'
import type { PaymentsContext } from '#local/payments/context.ts'
import { answerOf, Refusal } from '#local/payments/errors.ts'
import { expand } from '#local/payments/expand.ts'
import { type ApiFault, readPlan } from '#local/payments/faults.ts'
import { parseForm } from '#local/payments/form.ts'
import { once, type Replayable } from '#local/payments/idempotency.ts'
import { newId } from '#local/payments/ids.ts'
import { list } from '#local/payments/lists.ts'
import { transact } from '#local/payments/objects.ts'
import { Params } from '#local/payments/params.ts'
import { type Handler, lists, reads, removals, unservedWords, writes } from '#local/payments/routes.ts'
import { expireDue } from '#local/payments/sessions.ts'
import { unservedParams } from '#local/payments/unserved-params.ts'
import { apiVersion, shapeFor, versionOf } from '#local/payments/versions.ts'

type Fault = ApiFault['answer'] | undefined
type Request = { id: string; key: string | undefined }

// Milliseconds after which a call with the fault `timeout` ends, so that no connection stays open for ever.
const longestSilence = 120_000

/** Stripe's v1 API, as far as a shop with hosted Checkout needs it, and the switch for faults. */
export function paymentsApi(context: PaymentsContext, secretKey: string): Hono {
  const app = new Hono()
  for (const path of ['/v1/*', '/_test/*']) {
    app.use(path, (exchange, next) => {
      const refusal = checkKey(exchange.req.header('authorization'), secretKey) ?? checkCaller(exchange.req.raw.headers)
      return refusal ? Promise.resolve(send(exchange, answerOf(refusal))) : next()
    })
  }
  app.get('/_test/faults', (exchange) => exchange.json(context.faults.planned()))
  app.post('/_test/faults', async (exchange) => {
    const plan = readPlan(await exchange.req.json().catch(() => undefined))
    if (!plan) return send(exchange, answerOf(new Refusal(400, 'This is not a plan of faults.')))
    context.faults.plan(plan)
    return exchange.json(context.faults.planned())
  })
  // Without these routes, `search` would be read as the id of an object.
  for (const path of unservedWords) app.all(path, unknownRoute)
  for (const listing of lists) {
    const handler: Handler = ({ context, params }) => list(context, listing, params)
    app.get(listing.url, (exchange) => read(exchange, context, listing.url, handler))
  }
  for (const [path, handler] of Object.entries(reads)) {
    app.get(path, (exchange) => read(exchange, context, path, handler))
  }
  for (const [path, handler] of Object.entries(writes)) {
    app.post(path, (exchange) => write(exchange, context, path, handler))
  }
  for (const [path, handler] of Object.entries(removals)) {
    app.delete(path, (exchange) => write(exchange, context, path, handler))
  }
  return app
}

/** The response for a route that this service does not implement. */
export function unknownRoute(exchange: Exchange): Response {
  const route = `${exchange.req.method}: ${exchange.req.path}`
  return send(exchange, answerOf(new Refusal(501, `Unrecognized request URL (${route}): not a route of this service.`)))
}

function read(exchange: Exchange, context: PaymentsContext, route: string, handler: Handler): Promise<Response> {
  const query = new URL(exchange.req.url).search.slice(1)
  return answer(exchange, context, { id: newId('req_', 14), key: undefined }, (fault) => {
    try {
      if (fault === 500) throw unknownError()
      expireDue(context)
      return { status: 200, body: JSON.stringify(run(exchange, context, { route, form: query }, handler), null, 2) }
    } catch (error) {
      return answerOf(error)
    }
  })
}

async function write(exchange: Exchange, context: PaymentsContext, route: string, handler: Handler): Promise<Response> {
  const body = await exchange.req.text()
  const request = { id: newId('req_', 14), key: exchange.req.header('idempotency-key') }
  const caused = { ...context, cause: { id: request.id, idempotency_key: request.key ?? null } }
  return answer(exchange, context, request, (fault) =>
    once(caused, { key: request.key, path: exchange.req.path, body, requestId: request.id }, () => {
      if (fault === 500) throw unknownError()
      return run(exchange, caused, { route, form: body }, handler)
    }),
  )
}

type Asked = { route: string; form: string }

function run(exchange: Exchange, context: PaymentsContext, { route, form }: Asked, handler: Handler): object {
  const params = new Params(parseForm(form))
  params.refuse(unservedParams[`${exchange.req.method} ${route}`] ?? new Set())
  const paths = params.texts('expand')
  const version = versionOf(exchange.req.header('stripe-version'))
  return transact(context.store, () => {
    const result = handler({ context: { ...context, version }, params, id: exchange.req.param('id') ?? '' })
    params.done()
    return shapeFor(version, expand(context.store, result, paths))
  })
}

async function answer(
  exchange: Exchange,
  context: PaymentsContext,
  request: Request,
  work: (fault: Fault) => Replayable,
): Promise<Response> {
  const fault = context.faults.forCall(exchange.req.path)
  if (fault === 429) {
    const details = { type: 'rate_limit_error', code: 'rate_limit' } as const
    return send(exchange, answerOf(new Refusal(429, 'Too many requests (asked for).', details)), request)
  }
  if (fault === 503) {
    return send(exchange, answerOf(new Refusal(503, 'Unavailable (asked for).', { type: 'api_error' })), request)
  }
  const done = work(fault)
  if (fault === 'timeout') await silence(exchange.req.raw.signal)
  return send(exchange, done, request)
}

function silence(gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    gone.addEventListener('abort', () => resolve(), { once: true })
    setTimeout(resolve, longestSilence).unref()
  })
}

function unknownError(): Refusal {
  return new Refusal(500, 'An unknown error occurred (asked for).', { type: 'api_error' })
}

function send(
  exchange: Exchange,
  done: Replayable,
  request: Request = { id: newId('req_', 14), key: undefined },
): Response {
  exchange.header('content-type', 'application/json')
  exchange.header('request-id', request.id)
  exchange.header('stripe-version', exchange.req.header('stripe-version') ?? apiVersion)
  if (request.key) exchange.header('idempotency-key', request.key)
  // A retry would get the same response: it is stored for the key, or the route is not implemented.
  if ((request.key && done.status === 500) || done.status === 501) exchange.header('stripe-should-retry', 'false')
  if (done.replayedFrom) {
    exchange.header('idempotent-replayed', 'true')
    exchange.header('original-request', done.replayedFrom)
  }
  return exchange.body(done.body, done.status as 200)
}
