// The gateway of OpenFaaS in front of one function (https://docs.openfaas.com/reference/async): it takes `/function/<name>` off the
// path, and gives each call an id. `/async-function/<name>` answers at once; the queue of the free edition calls the function later, once.
import { randomUUID } from 'node:crypto'
import { type Listening, listen } from '#local/listen.ts'

/** @param functionUrl the address of the function's watchdog */
export function startGateway(name: string, functionUrl: string): Promise<Listening> {
  const call = async (request: Request, path: string, body: ArrayBuffer | null) => {
    const { headers, method } = request
    const sent = new Headers(headers)
    if (!sent.has('x-call-id')) sent.set('x-call-id', randomUUID())
    for (const name of ['connection', 'content-length', 'transfer-encoding', 'host']) sent.delete(name)
    const response = await fetch(functionUrl + path, { method, headers: sent, body, redirect: 'manual' })
    const answered = new Headers(response.headers)
    answered.set('x-call-id', sent.get('x-call-id') ?? '')
    return new Response(response.body, { status: response.status, headers: answered })
  }
  /** The result of a queued call, for its caller. */
  const report = async (callback: string, id: string, response: Response) =>
    fetch(callback, {
      method: 'POST',
      headers: {
        'content-type': response.headers.get('content-type') ?? 'text/plain',
        'x-call-id': id,
        'x-function-name': name,
        'x-function-status': String(response.status),
        'x-duration-seconds': response.headers.get('x-duration-seconds') ?? '',
      },
      body: await response.arrayBuffer(),
    })
  return listen(async (request) => {
    const { pathname, search } = new URL(request.url)
    const [, way, path = ''] = new RegExp(`^/(function|async-function)/${name}(/.*)?$`).exec(pathname) ?? []
    if (!way) return new Response(null, { status: 404 })
    const body = request.method === 'GET' ? null : await request.arrayBuffer()
    if (way === 'function') return call(request, path + search, body)
    const id = randomUUID()
    const headers = new Headers(request.headers)
    headers.set('x-call-id', id)
    const callback = headers.get('x-callback-url')
    const later = call(new Request(request.url, { method: request.method, headers }), path + search, body)
    later.then((response) => (callback ? report(callback, id, response) : undefined)).catch(() => {})
    return new Response(null, { status: 202, headers: { 'x-call-id': id } })
  })
}
