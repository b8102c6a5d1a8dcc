// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'

export const POST = serve(stripeWebhook)
