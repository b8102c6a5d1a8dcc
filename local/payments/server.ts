import { Hono } from 'hono'
import type { Faults } from '#local/chaos/faults.ts'
import { listen } from '#local/listen.ts'
import { sweep } from '#local/payments/acts.ts'
import { paymentsApi, unknownRoute } from '#local/payments/api.ts'
import { checkoutRoutes } from '#local/payments/checkout-routes.ts'
import { consoleRoutes } from '#local/payments/console.ts'
import type { PaymentsContext } from '#local/payments/context.ts'
import { startDelivering } from '#local/payments/deliver.ts'
import { keepConfigured, type Webhook } from '#local/payments/endpoints.ts'
import { deliveriesSchema } from '#local/payments/events.ts'
import { createFaults, type FaultPlan } from '#local/payments/faults.ts'
import { idempotencySchema } from '#local/payments/idempotency.ts'
import { laterSchema } from '#local/payments/later.ts'
import { objectsSchema, transact } from '#local/payments/objects.ts'
import { apiVersion } from '#local/payments/versions.ts'
import { openStore } from '#local/store.ts'

export type PaymentsOptions = {
  /** SQLite file, or ':memory:'. */
  file: string
  secretKey: string
  /** The endpoint that exists without a call of the API. */
  webhook: Webhook
  /** The factor by which the waits between delivery attempts are shortened; 1 by default. */
  speed?: number
  shopName?: string
  /** Milliseconds until a bank disputes a payment or changes the state of a refund; 5000 divided by `speed` by default. */
  bankDelay?: number
  /** faults of this service alone */
  faults?: FaultPlan
  /** faults of all services */
  chaos?: Faults
  /** The clock, in milliseconds since 1970. */
  now?: () => number
}

export type Payments = {
  app: Hono
  /** The public address of the service; set it once the port is known. */
  setOrigin(origin: string): void
  close(): Promise<void>
}

/** The payments service as a Web handler, with its deliverer running. Close it before opening the file again. */
export function createPayments(options: PaymentsOptions): Payments {
  const store = openStore(options.file, objectsSchema + idempotencySchema + deliveriesSchema + laterSchema)
  const context: PaymentsContext = {
    store,
    now: options.now ?? Date.now,
    origin: 'http://localhost',
    shopName: options.shopName ?? 'Shop',
    faults: createFaults(options.faults),
    cause: null,
    bankDelay: options.bankDelay ?? 5000 / (options.speed ?? 1),
    version: apiVersion,
    wake: () => deliverer.wake(),
  }
  transact(store, () => keepConfigured(context, options.webhook))
  const deliverer = startDelivering(context, options.speed ?? 1, {
    sweep: () => sweep(context),
    send: options.chaos?.sender('events') ?? fetch,
  })
  const app = new Hono()
  app.route('/', consoleRoutes(context))
  app.route('/', checkoutRoutes(context))
  app.route('/', paymentsApi(context, options.secretKey))
  app.notFound(unknownRoute)
  return {
    app,
    setOrigin: (origin) => {
      context.origin = origin
    },
    async close() {
      await deliverer.close()
      if (store.isOpen) store.close()
    },
  }
}

/**
 * Starts the payments service on 127.0.0.1. Point the Stripe SDK at `url` (host, port, protocol).
 * @param options.port 0 picks a free one
 */
export async function startPayments(
  options: PaymentsOptions & { port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const payments = createPayments(options)
  const handler = payments.app.fetch as (request: Request) => Promise<Response>
  const listening = await listen(options.chaos?.guard('payments', handler) ?? handler, options.port)
  payments.setOrigin(listening.url)
  return {
    url: listening.url,
    async close() {
      await listening.close()
      await payments.close()
    },
  }
}
