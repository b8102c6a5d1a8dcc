import { serve } from '#functions/serve.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'

export const POST = serve(stripeWebhook)
