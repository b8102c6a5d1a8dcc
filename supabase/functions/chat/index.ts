// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { chat } from '#functions/chat.ts'

Deno.serve(createEdge(chat, Deno.env.toObject()))
