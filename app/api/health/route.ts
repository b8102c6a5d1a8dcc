import { health } from '#functions/health.ts'
import { serve } from '#functions/runtime/serve.ts'

export const GET = serve(health)
