// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { chat } from '#functions/chat.ts'
import { checkHealth } from '#functions/check-health.ts'
import { checkInvariants } from '#functions/check-invariants.ts'
import { cleanUp } from '#functions/clean-up.ts'
import { confirmReturn } from '#functions/confirm-return.ts'
import { deliverOrder } from '#functions/deliver-order.ts'
import { doCleanUp } from '#functions/do-clean-up.ts'
import { forwardQuestion } from '#functions/forward-question.ts'
import { health } from '#functions/health.ts'
import { invariants } from '#functions/invariants.ts'
import { makeSalesReport } from '#functions/make-sales-report.ts'
import { makeThumbnail } from '#functions/make-thumbnail.ts'
import { processOrder } from '#functions/process-order.ts'
import { refundOrder } from '#functions/refund-order.ts'
import { resendReceipt } from '#functions/resend-receipt.ts'
import { salesReport } from '#functions/sales-report.ts'
import { shipOrder } from '#functions/ship-order.ts'
import { stockReport } from '#functions/stock-report.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'
import { sweep } from '#functions/sweep.ts'
import { tellOwner } from '#functions/tell-owner.ts'
import { tellShopper } from '#functions/tell-shopper.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/** Every function of the store. */
export const registry: readonly FunctionDefinition[] = [
  catalogWebhook,
  chat,
  checkHealth,
  checkInvariants,
  cleanUp,
  confirmReturn,
  deliverOrder,
  doCleanUp,
  forwardQuestion,
  health,
  invariants,
  makeSalesReport,
  makeThumbnail,
  processOrder,
  refundOrder,
  resendReceipt,
  salesReport,
  shipOrder,
  stockReport,
  storageWebhook,
  stripeWebhook,
  sweep,
  tellOwner,
  tellShopper,
]
