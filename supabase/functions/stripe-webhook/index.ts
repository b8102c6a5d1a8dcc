// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { stripeWebhook } from '#functions/stripe-webhook.ts'

Deno.serve(createEdge(stripeWebhook, Deno.env.toObject()))
