import { serve } from '#functions/runtime/serve.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'

export const POST = serve(stripeWebhook)
