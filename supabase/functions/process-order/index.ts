// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { processOrder } from '#functions/process-order.ts'

Deno.serve(createEdge(processOrder, Deno.env.toObject()))
