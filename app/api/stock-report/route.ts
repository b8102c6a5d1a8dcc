import { serve } from '#functions/runtime/serve.ts'
import { stockReport } from '#functions/stock-report.ts'

export const GET = serve(stockReport)
