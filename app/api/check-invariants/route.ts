// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { checkInvariants } from '#functions/check-invariants.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(checkInvariants)
