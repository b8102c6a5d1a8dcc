import { serve } from '#functions/serve.ts'
import { storageWebhook } from '#functions/storage-webhook.ts'

export const POST = serve(storageWebhook)
