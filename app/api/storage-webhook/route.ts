import { serve } from '#functions/runtime/serve.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'

export const POST = serve(storageWebhook)
