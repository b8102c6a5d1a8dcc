// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { health } from '#functions/health.ts'

Deno.serve(createEdge(health, Deno.env.toObject()))
