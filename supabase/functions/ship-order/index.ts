// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { shipOrder } from '#functions/ship-order.ts'

Deno.serve(createEdge(shipOrder, Deno.env.toObject()))
