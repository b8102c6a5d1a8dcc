// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { refundOrder } from '#functions/refund-order.ts'

Deno.serve(createEdge(refundOrder, Deno.env.toObject()))
