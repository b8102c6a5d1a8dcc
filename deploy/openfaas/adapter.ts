import { createApp } from '#deploy/app.ts'
import { readSecretFiles } from '#deploy/secret-files.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/**
 * Functions on OpenFaaS, as a server of the dockerfile template: its health and readiness at `/_/health` and `/_/ready`, and its
 * secrets from files. The gateway takes `/function/<name>` off the path, so FUNCTIONS_URL ends in it. QStash stays the queue and
 * the clock, because the free edition keeps ten messages in memory and repeats none.
 * https://docs.openfaas.com/reference/workloads
 * @param folder of the secrets
 */
export function createOpenFaas(definitions: readonly FunctionDefinition[], folder = '/var/openfaas/secrets') {
  const { app } = createApp(definitions, readSecretFiles(folder))
  app.get('/_/health', (context) => context.text('ok'))
  app.get('/_/ready', (context) => context.text('ok'))
  return app
}
