// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { health } from '#functions/health.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(health)
