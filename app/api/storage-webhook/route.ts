// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'

export const POST = serve(storageWebhook)
