// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { doCleanUp } from '#functions/do-clean-up.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(doCleanUp)
