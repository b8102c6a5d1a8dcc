import { createApp } from '#deploy/app.ts'
import { readSecretFiles } from '#deploy/secret-files.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'

/**
 * Functions on OpenFaaS, as a server behind its watchdog, with secrets from files. The gateway takes `/function/<name>` off the path,
 * so FUNCTIONS_URL ends in it. QStash stays the queue and the clock, because the free edition keeps ten messages in memory and repeats
 * none. https://docs.openfaas.com/reference/workloads
 * @param folder of the secrets
 */
export function createOpenFaas(definitions: readonly FunctionDefinition[], folder = '/var/openfaas/secrets') {
  const { app } = createApp(definitions, readSecretFiles(folder))
  // The watchdog asks here before it is ready.
  app.get('/_/ready', (context) => context.text('ok'))
  return app
}
