import type { Attributes } from '@opentelemetry/api'
import { activeTraceparent, inSpan } from '#lib/span.ts'

/** What a span says of a call: never its query or body, which have values of people. */
export type CallDescription = { name: string; attributes: Attributes }

/** `fetch` in a span of its own; outside a trip, only `fetch`. */
export function tracedFetch(describe: (url: URL, method: string) => CallDescription): typeof fetch {
  return async (input, init) => {
    if (!activeTraceparent()) return await fetch(input, init)
    const request = input instanceof Request ? input : undefined
    const url = new URL(request?.url ?? String(input))
    const method = (init?.method ?? request?.method ?? 'GET').toUpperCase()
    const { name, attributes } = describe(url, method)
    const known = { 'http.request.method': method, 'server.address': url.hostname, ...attributes }
    return await inSpan(name, { kind: 'client', attributes: known }, async (span) => {
      const response = await fetch(input, init)
      span.setAttribute('http.response.status_code', response.status)
      if (response.status >= 400) {
        span.setAttribute('error.type', String(response.status))
        span.setStatus({ code: 2 })
      }
      return response
    })
  }
}

const verbs: Record<string, string> = {
  GET: 'select',
  HEAD: 'select',
  POST: 'insert',
  PATCH: 'update',
  DELETE: 'delete',
}

/** A call of Supabase: a function or a table of the database, a bucket of the storage, or the auth server. */
export function describeSupabase({ pathname }: URL, method: string): CallDescription {
  const [service = '', , ...rest] = pathname.slice(1).split('/')
  const [first = '', second = ''] = rest
  const database = { 'db.system.name': 'postgresql' }
  if (service === 'rest' && first === 'rpc')
    return { name: `rpc ${second}`, attributes: { ...database, 'db.stored_procedure.name': second } }
  if (service === 'rest') {
    const verb = verbs[method] ?? method
    return {
      name: `${verb} ${first}`,
      attributes: { ...database, 'db.operation.name': verb, 'db.collection.name': first },
    }
  }
  if (service !== 'storage') return { name: `${service} ${first}`, attributes: {} }
  const words = rest.slice(1).filter((word, index) => index < 3 && storageWords.includes(word))
  const bucket = rest[1 + words.length] ?? ''
  const verb = [...words, ...(words.length === 0 ? [method.toLowerCase()] : [])].join(' ')
  return { name: `storage ${verb} ${bucket}`.trim(), attributes: { 'shop.bucket': bucket } }
}
const storageWords = ['sign', 'list', 'upload', 'public', 'authenticated', 'info', 'copy', 'move']

/** A call of an HTTP API whose paths hold ids. */
export const describeApi =
  (service: string) =>
  ({ pathname }: URL, method: string): CallDescription => {
    const template = pathname.replace(/\/[^/]*\d[^/]*(?=\/|$)/g, (part) => (part === '/v1' ? part : '/{id}'))
    return { name: `${service} ${method} ${template}`, attributes: { 'url.template': template } }
  }
