import { serve } from '#functions/serve.ts'
import { sweep } from '#functions/sweep.ts'

export const GET = serve(sweep)
