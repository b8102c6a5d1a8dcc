import { awsLambda } from '#deploy/aws-lambda/conformance.ts'
import { azureFunctions } from '#deploy/azure-functions/conformance.ts'
import type { Platform } from '#deploy/conformance/platform.ts'
import { cloudRunFunctions, googleCloud } from '#deploy/google-cloud/conformance.ts'
import { knative } from '#deploy/knative/conformance.ts'
import { openFaas } from '#deploy/openfaas/conformance.ts'
import { supabaseEdge } from '#deploy/supabase-edge/conformance.ts'
import { findTool, noticeOf } from '#local/tools.ts'

const hasDeno = findTool('deno') !== null
if (!hasDeno) process.stderr.write(`SKIPPED: ${noticeOf('deno')}\n`)

/** Every platform, as far as it runs on this machine. */
export const platforms: readonly Platform[] = [
  awsLambda,
  azureFunctions,
  googleCloud,
  cloudRunFunctions,
  knative,
  openFaas,
  ...(hasDeno ? [supabaseEdge] : []),
]
