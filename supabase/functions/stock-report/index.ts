// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { stockReport } from '#functions/stock-report.ts'

Deno.serve(createEdge(stockReport, Deno.env.toObject()))
