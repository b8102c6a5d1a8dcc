// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { refreshPages } from '#app/refresh-pages.ts'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(catalogWebhook, { refresh: refreshPages })
