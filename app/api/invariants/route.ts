// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { invariants } from '#functions/invariants.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(invariants)
