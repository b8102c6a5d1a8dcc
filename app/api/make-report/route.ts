import { makeReport } from '#functions/make-report.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(makeReport)
