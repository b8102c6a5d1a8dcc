// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { refreshPages } from '#app/refresh-pages.ts'
import { healthCheck } from '#functions/health-check.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(healthCheck, { refresh: refreshPages })
