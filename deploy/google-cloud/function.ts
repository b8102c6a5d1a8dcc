import { getRequestListener } from '@hono/node-server'
import { createCloudRun } from '#deploy/google-cloud/adapter.ts'

/**
 * The same routes as an HTTP function of Cloud Run functions, which need no image: Google's build adds its functions framework, and
 * that calls the exported listener. The framework parses bodies, and keeps the bytes, over which the signatures are.
 * https://github.com/GoogleCloudPlatform/functions-framework-nodejs
 */
export const createCloudFunction = (...settings: Parameters<typeof createCloudRun>) =>
  getRequestListener(createCloudRun(...settings).fetch)
