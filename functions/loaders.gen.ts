// Written by `npm run generate` from the definitions in functions/. Do not edit.
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/** Loads a function by its name, with what it imports, and no other. */
export const loaders: Readonly<Record<string, () => Promise<FunctionDefinition>>> = {
  'catalog-webhook': async () => (await import('#functions/catalog-webhook.ts')).catalogWebhook,
  chat: async () => (await import('#functions/chat.ts')).chat,
  'check-health': async () => (await import('#functions/check-health.ts')).checkHealth,
  'check-invariants': async () => (await import('#functions/check-invariants.ts')).checkInvariants,
  'clean-up': async () => (await import('#functions/clean-up.ts')).cleanUp,
  'confirm-return': async () => (await import('#functions/confirm-return.ts')).confirmReturn,
  'deliver-order': async () => (await import('#functions/deliver-order.ts')).deliverOrder,
  'do-clean-up': async () => (await import('#functions/do-clean-up.ts')).doCleanUp,
  'forward-question': async () => (await import('#functions/forward-question.ts')).forwardQuestion,
  health: async () => (await import('#functions/health.ts')).health,
  invariants: async () => (await import('#functions/invariants.ts')).invariants,
  'make-sales-report': async () => (await import('#functions/make-sales-report.ts')).makeSalesReport,
  'make-thumbnail': async () => (await import('#functions/make-thumbnail.ts')).makeThumbnail,
  'process-order': async () => (await import('#functions/process-order.ts')).processOrder,
  'refund-order': async () => (await import('#functions/refund-order.ts')).refundOrder,
  'resend-receipt': async () => (await import('#functions/resend-receipt.ts')).resendReceipt,
  'sales-report': async () => (await import('#functions/sales-report.ts')).salesReport,
  'ship-order': async () => (await import('#functions/ship-order.ts')).shipOrder,
  'stock-report': async () => (await import('#functions/stock-report.ts')).stockReport,
  'storage-webhook': async () => (await import('#functions/storage-webhook.ts')).storageWebhook,
  'stripe-webhook': async () => (await import('#functions/stripe-webhook.ts')).stripeWebhook,
  sweep: async () => (await import('#functions/sweep.ts')).sweep,
  'tell-owner': async () => (await import('#functions/tell-owner.ts')).tellOwner,
  'tell-shopper': async () => (await import('#functions/tell-shopper.ts')).tellShopper,
}
