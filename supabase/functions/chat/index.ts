// The assistant as a Supabase Edge Function (Deno): the same definition that Next serves at /api/chat.
import { chat } from '#functions/chat.ts'
import { serve } from '#functions/runtime/serve.ts'
import { parseEnv } from '#lib/env.ts'

// Hosted functions are given Supabase's own variables; names that begin so cannot be set, so the token comes as ROLE_TOKENS.
const given = Deno.env.toObject()
const environment = {
  ...given,
  SUPABASE_PUBLISHABLE_KEY: publishableKey(given),
  SUPABASE_ROLE_TOKENS: given.ROLE_TOKENS,
}
const needed = ['SITE_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'SEAL_SECRET']
const model = ['CHAT_BASE_URL', 'CHAT_API_KEY', 'AI_GATEWAY_API_KEY', 'CHAT_MODEL']
const env = parseEnv(environment, [...needed, ...model], ['chat'])
const handler = serve(chat, { env: () => env })

/** Hosted gives all publishable keys by name; SUPABASE_ANON_KEY is a legacy key, which ends with the legacy secret. */
function publishableKey(variables: Record<string, string>): string | undefined {
  const byName = JSON.parse(variables.SUPABASE_PUBLISHABLE_KEYS ?? '{}') as { default?: string }
  return byName.default ?? variables.SUPABASE_PUBLISHABLE_KEY ?? variables.SUPABASE_ANON_KEY
}

// The store is another site than this function, and the only one whose pages may call it.
const cors = {
  'access-control-allow-origin': env.SITE_URL,
  'access-control-allow-headers': 'authorization, content-type, apikey, traceparent',
  'access-control-allow-methods': 'POST',
  vary: 'origin',
}

Deno.serve(async (request) => {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: cors })
  const response = await handler(request)
  const headers = new Headers(response.headers)
  for (const [name, value] of Object.entries(cors)) headers.set(name, value)
  return new Response(response.body, { status: response.status, headers })
})
