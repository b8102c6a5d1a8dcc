// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { refreshPages } from '#app/refresh-pages.ts'
import { checkHealth } from '#functions/check-health.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(checkHealth, { refresh: refreshPages })
