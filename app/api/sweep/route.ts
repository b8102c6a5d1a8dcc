import { serve } from '#functions/runtime/serve.ts'
import { sweep } from '#functions/sweep.ts'

export const GET = serve(sweep)
