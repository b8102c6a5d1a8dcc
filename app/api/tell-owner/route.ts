// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { tellOwner } from '#functions/tell-owner.ts'

export const POST = serve(tellOwner)
