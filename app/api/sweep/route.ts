// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { sweep } from '#functions/sweep.ts'

export const GET = serve(sweep)
