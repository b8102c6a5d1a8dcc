// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { serve } from '#functions/runtime/serve.ts'
import { stockReport } from '#functions/stock-report.ts'

export const GET = serve(stockReport)
