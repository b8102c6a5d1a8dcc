// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { tellShopper } from '#functions/tell-shopper.ts'

export const POST = serve(tellShopper)
