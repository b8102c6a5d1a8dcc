import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apartFromPages } from '#deploy/apart.ts'
import { createApp } from '#deploy/app.ts'
import { createLambda } from '#deploy/aws-lambda/adapter.ts'
import { registerFunctions } from '#deploy/azure-functions/adapter.ts'
import { startProbes } from '#deploy/conformance/start-server.ts'
import { createCloudRun } from '#deploy/google-cloud/adapter.ts'
import { createKnative } from '#deploy/knative/adapter.ts'
import { createOpenFaas } from '#deploy/openfaas/adapter.ts'
import { planFunctions } from '#deploy/plan.ts'
import { createEdge } from '#deploy/supabase-edge/adapter.ts'
import { catalogWebhook } from '#functions/catalog-webhook.ts'
import { registry } from '#functions/registry.gen.ts'
import type { FunctionDefinition } from '#functions/runtime/define.ts'
import { testEnvironment } from '#functions/runtime/testing.ts'

const refreshing = catalogWebhook as FunctionDefinition
const { SUPABASE_ROLE_TOKENS: ROLE_TOKENS, ...others } = testEnvironment({})
const edgeVariables = { ...others, ROLE_TOKENS }
const refusal = 'catalog-webhook refreshes pages, so it runs only where Next serves them.'

test('functions that refresh pages are in no platform’s plan', () => {
  const planned = planFunctions(registry, 'qstash').map(({ name }) => name)
  expect(registry.map(({ name }) => name).filter((name) => !planned.includes(name))).toEqual([
    'catalog-webhook',
    'check-health',
  ])
  expect(planned).toEqual(apartFromPages(registry).map(({ name }) => name))
})

test.each<[string, (definition: FunctionDefinition) => unknown]>([
  ['a plain server', (one) => createApp([one])],
  ['AWS Lambda', createLambda],
  ['Azure Functions', (one) => registerFunctions([one])],
  ['Google Cloud', (one) => createCloudRun([one])],
  ['Knative', (one) => createKnative([one])],
  ['OpenFaaS', (one) => createOpenFaas([one])],
  ['Supabase Edge', (one) => createEdge(one, edgeVariables)],
])('%s refuses a function that refreshes pages', async (_name, adapt) => {
  await expect(async () => adapt(refreshing)).rejects.toThrow(refusal)
})

test('the server of a container refuses it by name, and leaves it out otherwise', async () => {
  const program = join(import.meta.dirname, 'host.ts')
  await expect(startProbes('catalog-webhook', testEnvironment({}), program)).rejects.toThrow(refusal)
  const host = await startProbes('health', { ...testEnvironment({}), FUNCTIONS: 'sweep' }, program)
  const statusOf = async (name: string) => (await fetch(`${host.url}/api/${name}`, { method: 'POST' })).status
  expect(await statusOf('catalog-webhook')).toBe(404)
  expect(await statusOf('sweep')).toBe(405)
  await host.stop()
})
