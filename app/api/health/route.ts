import { health } from '#functions/health.ts'
import { serve } from '#functions/serve.ts'

export const GET = serve(health)
