import { makeThumbnail } from '#functions/make-thumbnail.ts'
import { serve } from '#functions/serve.ts'

export const POST = serve(makeThumbnail)
