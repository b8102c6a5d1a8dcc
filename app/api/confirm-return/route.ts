import { confirmReturn } from '#functions/confirm-return.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(confirmReturn)
