// Serves the probes on one platform's adapter, as its container does: `node deploy/conformance/serve.ts knative`. It tells its
// parent the port.
import { createLocalJWKSet } from 'jose'
import { createApp, startServer } from '#deploy/app.ts'
import { probes } from '#deploy/conformance/probes.ts'
import { createCloudRun } from '#deploy/google-cloud/adapter.ts'
import { createKnative } from '#deploy/knative/adapter.ts'
import { createOpenFaas } from '#deploy/openfaas/adapter.ts'

const { PROBE_KEYS = '{"keys":[]}', PROBE_SECRETS } = process.env
const apps = {
  container: () => createApp(probes).app,
  'google-cloud': () => createCloudRun(probes, {}, createLocalJWKSet(JSON.parse(PROBE_KEYS))),
  knative: () => createKnative(probes),
  openfaas: () => createOpenFaas(probes, PROBE_SECRETS),
}
startServer(apps[process.argv[2] as keyof typeof apps]())
