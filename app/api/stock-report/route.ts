import { serve } from '#functions/serve.ts'
import { stockReport } from '#functions/stock-report.ts'

export const GET = serve(stockReport)
