import { checkInvariants } from '#functions/check-invariants.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(checkInvariants)
