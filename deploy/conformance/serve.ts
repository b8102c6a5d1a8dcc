// Serves the probes on one platform's adapter, as its container does: `node deploy/conformance/serve.ts knative`. It tells its
// parent the port.
import { createLocalJWKSet } from 'jose'
import { createApp, startServer } from '#deploy/app.ts'
import { chosen } from '#deploy/conformance/chosen.ts'
import { createCloudRun } from '#deploy/google-cloud/adapter.ts'
import { createKnative } from '#deploy/knative/adapter.ts'
import { createOpenFaas } from '#deploy/openfaas/adapter.ts'

const { PROBE_KEYS = '{"keys":[]}', PROBE_SECRETS } = process.env
const apps = {
  container: () => createApp(chosen).app,
  'google-cloud': () => createCloudRun(chosen, {}, createLocalJWKSet(JSON.parse(PROBE_KEYS))),
  knative: () => createKnative(chosen),
  openfaas: () => createOpenFaas(chosen, PROBE_SECRETS),
}
startServer(apps[process.argv[2] as keyof typeof apps]())
