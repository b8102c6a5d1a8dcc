// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { tellShopper } from '#functions/tell-shopper.ts'

Deno.serve(createEdge(tellShopper, Deno.env.toObject()))
