// Serves every function on one Node server, without Next: for the first start, when the photographs are made before the
// pages are built, and for hosts that run containers. `node deploy/host.ts`, with the store's environment, PORT and HOST.
import { createApp, startServer } from '#deploy/app.ts'
import { registry } from '#functions/registry.gen.ts'

startServer(createApp(registry).app)
