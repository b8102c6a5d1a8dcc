import { invariants } from '#functions/invariants.ts'
import { serve } from '#functions/serve.ts'

export const GET = serve(invariants)
