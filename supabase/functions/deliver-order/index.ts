// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { deliverOrder } from '#functions/deliver-order.ts'

Deno.serve(createEdge(deliverOrder, Deno.env.toObject()))
