// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { tellOwner } from '#functions/tell-owner.ts'

Deno.serve(createEdge(tellOwner, Deno.env.toObject()))
