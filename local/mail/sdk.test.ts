import type { Resend } from 'resend'
import { expect, test } from 'vitest'
import { openBench, receipt } from '#local/mail/testing.ts'

type Recorded = { route: string; status: number; body: unknown }

/** The implemented routes; every other route of the SDK answers 501. */
const served = ['POST /emails', 'POST /emails/batch', 'GET /emails', 'GET /emails/:id', 'GET /domains']

// These methods make no call: they verify a signature, or use the response of another call.
const withoutCall = [
  'webhooks.verify',
  'emails.receiving.forwardPassthrough',
  'emails.receiving.forwardWrapped',
  'contacts.imports.buildCreateFormData',
  'contacts.imports.buildColumnMap',
  'contacts.imports.appendField',
]

test('every method of the SDK gets a right answer, or 501 in the shape of Resend', async () => {
  const { resend } = await openBench()
  const id = (await resend.emails.send(receipt)).data?.id ?? ''
  const answers = recordAnswers(resend, id)
  const methods = methodsOf(resend)
  expect(methods.length).toBeGreaterThan(100)
  const silent: string[] = []
  for (const { name, call } of methods) {
    const before = answers.length
    for (const argument of argumentsFor(name, id)) await call(argument)
    if (answers.length === before) silent.push(name)
  }
  expect(silent.filter((name) => !withoutCall.includes(name))).toEqual([])
  const wrong = answers.filter(({ route, status, body }) => {
    return served.includes(route) ? status !== 200 : !isNotImplemented(status, body, route)
  })
  expect(wrong).toEqual([])
  expect(new Set(served).difference(new Set(answers.map(({ route }) => route)))).toEqual(new Set())
}, 30_000)

function isNotImplemented(status: number, body: unknown, route: string): boolean {
  const { statusCode, name, message } = body as { statusCode: number; name: string; message: string }
  const named = message.startsWith(route.split(' ')[0] ?? '')
  return status === 501 && statusCode === 501 && name === 'application_error' && named
}

/** Records every call of the SDK, with a placeholder for the id in its path. */
function recordAnswers(resend: Resend, id: string): Recorded[] {
  const answers: Recorded[] = []
  const original = globalThis.fetch
  Object.assign(resend, {
    async fetchRequest(path: string, options: RequestInit) {
      const response = await original(`${Reflect.get(resend, 'baseUrl')}${path}`, options)
      const body = await response.json()
      const route = `${options.method} ${path.split('?')[0]?.replaceAll(id, ':id')}`
      answers.push({ route, status: response.status, body })
      return response.ok ? { data: body, error: null } : { data: null, error: body }
    },
  })
  return answers
}

type Method = { name: string; call(argument: unknown): Promise<unknown> }

/** The methods of all resources, read from the SDK's object. */
function methodsOf(resend: Resend): Method[] {
  const seen = new Set<unknown>([resend])
  const found: Method[] = []
  const visit = (resource: object, path: string[]) => {
    if (seen.has(resource)) return
    seen.add(resource)
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(resource))) {
      if (name === 'constructor' || name === 'downloadRaw') continue
      const method = Reflect.get(resource, name) as (...given: unknown[]) => unknown
      // A method may reject this argument; the test then finds that it made no call.
      const call = async (argument: unknown) =>
        Promise.resolve()
          .then(() => method.call(resource, argument, {}))
          .catch(() => null)
      found.push({ name: [...path, name].join('.'), call })
    }
    for (const [name, value] of Object.entries(resource)) {
      if (typeof value === 'object' && value !== null) visit(value, [...path, name])
    }
  }
  for (const [name, value] of Object.entries(resend)) {
    if (typeof value === 'object' && value !== null && !(value instanceof Headers)) visit(value, [name])
  }
  return found
}

function argumentsFor(name: string, id: string): unknown[] {
  if (name === 'emails.send' || name === 'emails.create') return [receipt]
  if (name === 'batch.send' || name === 'batch.create') return [[receipt]]
  if (name === 'emails.get') return [id]
  if (name === 'emails.list' || name === 'domains.list') return [{}]
  const names = ['automation', 'run', 'audience', 'contact', 'segment', 'topic', 'domain', 'email', 'inbox', 'thread']
  const more = ['label', 'draft', 'webhook', 'delivery', 'attempt', 'event', 'broadcast', 'template', 'attachment']
  const ids = Object.fromEntries([...names, ...more].map((one) => [`${one}Id`, id]))
  const lists = { steps: [], connections: [], emails: [], labels: [], file: new Blob(['email']) }
  const { audienceId: _, ...today } = ids
  return [
    id,
    { ...today, ...lists, id, ...receipt },
    { ...ids, ...lists, topics: [], id, email: 'mara@example.com', name: 'Mara', ...receipt },
  ]
}
