// Written by `npm run generate` from the definitions in functions/. Do not edit.
import { makeThumbnail } from '#functions/make-thumbnail.ts'
import { serve } from '#functions/runtime/serve.ts'

export const POST = serve(makeThumbnail)
