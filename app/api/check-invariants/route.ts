import { checkInvariants } from '#functions/check-invariants.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(checkInvariants)
