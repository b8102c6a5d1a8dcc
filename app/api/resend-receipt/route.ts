// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { resendReceipt } from '#functions/resend-receipt.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(resendReceipt)
