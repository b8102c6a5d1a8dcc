import { serve } from '#functions/runtime/serve.ts'
import { tellOwner } from '#functions/tell-owner.ts'

export const POST = serve(tellOwner)
