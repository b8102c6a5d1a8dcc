// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'

Deno.serve(createEdge(storageWebhook, Deno.env.toObject()))
