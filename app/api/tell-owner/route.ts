import { serve } from '#functions/serve.ts'
import { tellOwner } from '#functions/tell-owner.ts'

export const POST = serve(tellOwner)
