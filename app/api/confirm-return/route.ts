// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { confirmReturn } from '#functions/confirm-return.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(confirmReturn)
