// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { cleanUp } from '#functions/clean-up.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(cleanUp)
