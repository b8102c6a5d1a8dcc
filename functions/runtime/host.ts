// Every function on one plain Node server, without Next: for the first start (photographs come before pages), and for
// any place that runs containers. `node functions/runtime/host.ts`, with the store's environment and PORT.
import { serve as listen } from '@hono/node-server'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { chat } from '#functions/chat.ts'
import { checkInvariants } from '#functions/check-invariants.ts'
import { cleanUp } from '#functions/clean-up.ts'
import { confirmReturn } from '#functions/confirm-return.ts'
import { deliverOrder } from '#functions/deliver-order.ts'
import { forwardQuestion } from '#functions/forward-question.ts'
import { health } from '#functions/health.ts'
import { healthCheck } from '#functions/health-check.ts'
import { invariants } from '#functions/invariants.ts'
import { makeReport } from '#functions/make-report.ts'
import { makeThumbnail } from '#functions/make-thumbnail.ts'
import { processOrder } from '#functions/process-order.ts'
import { refundOrder } from '#functions/refund-order.ts'
import { removeLeftovers } from '#functions/remove-leftovers.ts'
import { type Handler, serve } from '#functions/runtime/serve.ts'
import { salesReport } from '#functions/sales-report.ts'
import { sendReceipt } from '#functions/send-receipt.ts'
import { shipOrder } from '#functions/ship-order.ts'
import { stockReport } from '#functions/stock-report.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { sweep } from '#functions/sweep.ts'
import { tellOwner } from '#functions/tell-owner.ts'

const handlers: Record<string, Handler> = {
  '/api/catalog-webhook': serve(catalogWebhook),
  '/api/chat': serve(chat),
  '/api/confirm-return': serve(confirmReturn),
  '/api/check-invariants': serve(checkInvariants),
  '/api/clean-up': serve(cleanUp),
  '/api/deliver-order': serve(deliverOrder),
  '/api/forward-question': serve(forwardQuestion),
  '/api/health': serve(health),
  '/api/health-check': serve(healthCheck),
  '/api/invariants': serve(invariants),
  '/api/make-report': serve(makeReport),
  '/api/make-thumbnail': serve(makeThumbnail),
  '/api/process-order': serve(processOrder),
  '/api/refund-order': serve(refundOrder),
  '/api/remove-leftovers': serve(removeLeftovers),
  '/api/sales-report': serve(salesReport),
  '/api/send-receipt': serve(sendReceipt),
  '/api/ship-order': serve(shipOrder),
  '/api/stock-report': serve(stockReport),
  '/api/storage-webhook': serve(storageWebhook),
  '/api/stripe-webhook': serve(stripeWebhook),
  '/api/sweep': serve(sweep),
  '/api/tell-owner': serve(tellOwner),
}

const server = listen({
  port: Number(process.env.PORT ?? 3000),
  fetch: (request) =>
    handlers[new URL(request.url).pathname]?.(request) ??
    Response.json({ error: 'There is no such function.' }, { status: 404 }),
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit()))
