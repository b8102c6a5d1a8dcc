import { invariants } from '#functions/invariants.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(invariants)
