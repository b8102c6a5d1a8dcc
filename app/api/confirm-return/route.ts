import { confirmReturn } from '#functions/confirm-return.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(confirmReturn)
