import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { apartFromPages } from '#deploy/apart.ts'
import { needs } from '#deploy/needs.gen.ts'
import { planFunctions } from '#deploy/plan.ts'
import { registry as whole } from '#functions/registry.gen.ts'

const registry = apartFromPages(whole)
const read = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8')
/** Each function with each line for which it rings. */
const rings = registry.flatMap(({ name }) => (needs[name]?.rings ?? []).map((line) => `${name} -> ${line}`)).toSorted()
const wider = (found: readonly string[], allowed: readonly string[]) => found.filter((one) => !allowed.includes(one))

describe('Terraform for Google Cloud', () => {
  const text = read('google-cloud/main.gen.tf')
  /** The rights to add tasks, from the account and the queue of each binding. */
  const find = (code: string) =>
    [...code.matchAll(/"google_cloud_tasks_queue_iam_member"[\s\S]*?queue\.(\w+)\.name[\s\S]*?account\.(\w+)\.member/g)]
      .map(([, queue = '', account = '']) => `${account} -> ${queue}`.replaceAll('_', '-'))
      .toSorted()

  test('a function may ring for what its code rings, and nothing more', () => {
    expect(find(text)).toEqual(rings)
    const planted = text.replace(/(_rings_[\s\S]*?account\.)\w+\.member/, '$1health.member')
    expect(wider(find(planted), rings)).not.toEqual([])
  })

  test('jobs and schedules are woken by the queue’s account only, and every function has its own', () => {
    for (const { name, trigger } of registry) {
      const id = name.replaceAll('-', '_')
      const [, member] = new RegExp(`service_iam_member" "${id}"[\\s\\S]*?member\\s+= (\\S+)`).exec(text) ?? []
      const open = trigger.kind === 'http' || trigger.kind === 'webhook'
      expect([name, member]).toEqual([name, open ? '"allUsers"' : 'google_service_account.queue.member'])
      expect(text).toContain(`resource "google_service_account" "${id}"`)
    }
  })

  test('a function may read its own secrets only', () => {
    const bindings = [
      ...text.matchAll(
        /secret_iam_member" "\w+" \{\s+secret_id = "nightlight-([\w-]+)"[\s\S]*?account\.(\w+)\.member/g,
      ),
    ]
    expect(bindings.length).toBeGreaterThan(registry.length)
    for (const [, secret = '', account = ''] of bindings)
      expect(secret.startsWith(account.replaceAll('_', '-'))).toBe(true)
  })
})

test('Bicep gives each identity the queues of its function', () => {
  const text = read('azure-functions/main.gen.bicep')
  const find = (code: string, role: string) =>
    [...code.matchAll(/name: guid\((\w+)Queue\.id, '([\w-]+)', '(\w+)'\)/g)]
      .filter(([, , , kind]) => kind === role)
      .map(
        ([, queue = '', name = '']) =>
          `${name} -> ${queue.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      )
  const plans = planFunctions(registry, 'storage-queue')
  const lines = plans.flatMap(({ name, takes }) => takes.map((line) => `${name} -> ${line.name}`))
  expect(find(text, 'takes').toSorted()).toEqual(lines.toSorted())
  const allowed = [...rings, ...lines.map((line) => `${line}-poison`)]
  expect(find(text, 'sends').toSorted()).toEqual(allowed.toSorted())
  const planted = text.replace(
    "guid(shipOrderQueue.id, 'process-order', 'sends')",
    "guid(shipOrderQueue.id, 'health', 'sends')",
  )
  expect(wider(find(planted, 'sends'), allowed)).toEqual(['health -> ship-order'])
  expect(text).toContain('allowSharedKeyAccess: false')
})

type Service = {
  kind: string
  metadata: { name: string; labels?: Record<string, string> }
  spec: {
    template: {
      spec: { serviceAccountName: string; containers: [{ env: { valueFrom?: { secretKeyRef?: { name: string } } }[] }] }
    }
  }
}

test('on Knative, jobs and schedules are private, and a service reads its own secrets only', () => {
  const objects = parseAllDocuments(read('knative/services.gen.yaml')).map((document) => document.toJS() as Service)
  const services = objects.filter(({ kind }) => kind === 'Service')
  expect(services).toHaveLength(registry.length)
  for (const { metadata, spec } of services) {
    const { trigger } = registry.find(({ name }) => `nightlight-${name}` === metadata.name) ?? {}
    const hidden = metadata.labels?.['networking.knative.dev/visibility'] === 'cluster-local'
    expect(hidden).toBe(trigger?.kind === 'queue' || trigger?.kind === 'cron')
    expect(spec.template.spec.serviceAccountName).toBe(metadata.name)
    const from = spec.template.spec.containers[0].env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? [])
    expect([...new Set(from)]).toEqual([metadata.name])
  }
  const lines = planFunctions(registry, 'broker').flatMap(({ takes }) => takes)
  expect(objects.filter(({ kind }) => kind === 'Trigger')).toHaveLength(lines.length)
  expect(objects.filter(({ kind }) => kind === 'PingSource')).toHaveLength(5)
})

describe('a container task has the identity of its function, and no other right', () => {
  const tasks = registry.filter(({ task }) => task)
  const cloudRun = read('google-cloud/main.gen.tf')
  const bicep = read('azure-functions/main.gen.bicep')
  const jobs = parseAllDocuments(read('knative/tasks.gen.yaml')).map((document) => document.toJS() as Service)

  test.each(tasks)('$name', ({ name }) => {
    const id = name.replaceAll('-', '_')
    const [, account] = new RegExp(`run_v2_job" "${id}"[\\s\\S]*?service_account = (\\S+)`).exec(cloudRun) ?? []
    expect(account).toBe(`google_service_account.${id}.email`)
    expect(cloudRun).not.toContain('google_cloud_run_v2_job_iam_member')
    const [, job = ''] =
      new RegExp(`Microsoft.App/jobs@[^\\n]+\\n  name: 'nightlight-${name}'([\\s\\S]*?)\\n}`).exec(bicep) ?? []
    const identities = [...job.matchAll(/(\w+)\.(?:id|properties\.clientId)/g)].map(([, one]) => one)
    const own = name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase())
    expect(new Set(identities)).toEqual(new Set(['tasks', own]))
    const spec = jobs.find(({ metadata }) => String(Reflect.get(metadata, 'generateName')) === `nightlight-${name}-`)
      ?.spec.template.spec
    expect(spec?.serviceAccountName).toBe(`nightlight-${name}`)
    const secrets = spec?.containers[0].env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? [])
    expect(new Set(secrets)).toEqual(new Set([`nightlight-${name}`]))
  })

  test('only functions that can run whole have one', () => {
    expect(jobs).toHaveLength(tasks.length)
    expect(cloudRun.match(/"google_cloud_run_v2_job"/g)).toHaveLength(tasks.length)
    expect(bicep.match(/'Microsoft\.App\/jobs@/g)).toHaveLength(tasks.length)
  })
})

test('on OpenFaaS, all functions fit into the fifteen of the free edition', () => {
  const { functions } = parse(read('openfaas/stack.gen.yaml')) as {
    functions: Record<string, { environment: { FUNCTIONS: string } }>
  }
  const groups = Object.values(functions)
  expect(groups.length).toBeLessThanOrEqual(15)
  const served = groups.flatMap(({ environment }) => environment.FUNCTIONS.split(','))
  expect(served.toSorted()).toEqual(registry.map(({ name }) => name).toSorted())
})
