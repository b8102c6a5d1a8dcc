// The assistant as a Supabase Edge Function (Deno): the same definition that Next serves at /api/chat.
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { chat } from '#functions/chat.ts'

Deno.serve(createEdge(chat, Deno.env.toObject()))
