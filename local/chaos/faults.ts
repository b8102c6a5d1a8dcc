import type { ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Fault, Place, Scope } from '#local/chaos/fault.ts'
import { createHolds } from '#local/chaos/holds.ts'

type Handler = (request: Request, environment: object) => Response | Promise<Response>
/** `fetch` as a service uses it. */
export type Send = (url: string, init: RequestInit) => Promise<Response>
type Set = { fault: Fault; left: number; scope: Scope }

export type Faults = {
  /** Breaks calls of one scope, until they are used up, their time is over, or `mend` is called. */
  set(faults: readonly Fault[], scope: Scope): void
  /** Switches the faults of a scope off; the calls that they hold back go on. */
  mend(scope: Scope): void
  /** Whether a call of a scope was held back, and the store has not answered it since. */
  isHolding(scope: Scope): boolean
  /** How many faults are set now. */
  count(): number
  /** The handler of a service, with faults in front of it. */
  guard(place: Place, handler: Handler): Handler
  /** `fetch` of a service that calls the store, with faults before it. */
  sender(place: Place): Send
}

/**
 * The faults of the local services: one mechanism in front of all of them, so that no service and no function knows of it. Without a
 * fault a call passes untouched. They are in memory only.
 * @param now the clock, in milliseconds since 1970
 */
export function createFaults(now: () => number = Date.now): Faults {
  let all: Set[] = []
  const holds = createHolds()

  /** Faults of a place for a call, still without a look at its words: bodies are read only when a fault may concern them. */
  const candidates = (place: Place, method: string, path: string) => {
    all = all.filter(({ left, scope }) => left > 0 && scope.until > now())
    return all.filter(({ fault }) => fault.at === place && isCall(fault.call, method, path))
  }
  const take = (some: readonly Set[], words: string): Set | undefined => {
    const found = some.find(({ left, scope }) => left > 0 && scope.marks.some((mark) => words.includes(mark)))
    if (found) found.left -= 1
    return found
  }

  return {
    set(faults, scope) {
      all.push(...faults.map((fault) => ({ fault, left: fault.times ?? 1, scope })))
    },
    mend(scope) {
      all = all.filter((one) => one.scope !== scope)
      holds.release(scope)
    },
    isHolding: holds.has,
    count: () => all.filter(({ left, scope }) => left > 0 && scope.until > now()).length,
    guard: (place, handler) => async (request, environment) => {
      const { pathname } = new URL(request.url)
      const some = candidates(place, request.method, pathname)
      if (some.length === 0) return handler(request, environment)
      const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null
      const { method, headers, signal } = request
      const copy = () => new Request(request.url, { method, headers, signal, body: body ? new Uint8Array(body) : null })
      const hit = take(some, wordsOf(request.url, headers, body))
      if (!hit) return handler(copy(), environment)
      hit.scope.onHit(hit.fault, `${method} ${pathname}`)
      return serveBroken(hit, () => handler(copy(), environment), environment)
    },
    sender: (place) => async (url, init) => {
      const method = init.method ?? 'GET'
      const { pathname } = new URL(url)
      const words = wordsOf(url, new Headers(init.headers), init.body)
      const host = all.find(({ left, scope }) => left > 0 && scope.marks.some((mark) => words.includes(mark)))?.scope
        .host
      const send = async () => fetch((await host?.addressFor(url)) ?? url, init)
      const [call, message] = [`${method} ${pathname}`, `${url}\n${textOf(init.body)}`]
      const held = holds.findSame(place, message)
      if (held) return holds.sendLate(held, init.signal, send)
      const overtaken = holds.findOvertaken(place, words)
      if (overtaken) return holds.sendBefore(overtaken, send)
      const hit = take(candidates(place, method, pathname), words)
      if (!hit) return send()
      if (hit.fault.does === 'overtake')
        return holds.sendLate(holds.begin({ ...hit, place, call, message }), init.signal, send)
      hit.scope.onHit(hit.fault, call)
      return sendBroken(hit, send)
    },
  }
}

function isCall(call: string, method: string, path: string): boolean {
  const [wanted, pattern = ''] = call.split(' ')
  if (wanted !== '*' && wanted !== method) return false
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}

/** What of a call names whom it is about: its address, its headers and its body. */
function wordsOf(url: string, headers: Headers, body: RequestInit['body']): string {
  return `${url}\n${[...headers].join('\n')}\n${textOf(body)}`
}

const textOf = (body: RequestInit['body']) =>
  body instanceof Uint8Array ? Buffer.from(body).toString('latin1') : String(body ?? '')

async function serveBroken({ fault, scope }: Set, work: () => Response | Promise<Response>, environment: object) {
  const { does, when = 'before' } = fault
  if (does === 'refuse') return refusal(fault.status ?? 503)
  if (does === 'lose') return Response.json({ messageId: 'lost' })
  if (does === 'repeat') {
    const [first = refusal(503)] = await Promise.all(Array.from({ length: fault.copies ?? 2 }, work))
    return first
  }
  const done = when === 'after' ? await work() : null
  if (does === 'wait') await pause(fault.ms ?? 1000)
  if (does === 'kill') scope.host?.kill()
  if (does === 'freeze') await scope.host?.freeze()
  if (does !== 'cut' && does !== 'kill') return done ?? work()
  // The caller sees its connection break, as when a network fails.
  const { outgoing } = environment as { outgoing?: ServerResponse }
  outgoing?.destroy()
  return RESPONSE_ALREADY_SENT
}

async function sendBroken({ fault, scope }: Set, send: () => Promise<Response>): Promise<Response> {
  const { does, when = 'before' } = fault
  if (does === 'refuse') return refusal(fault.status ?? 503)
  if (does === 'lose') return new Response(null, { status: 200 })
  if (does === 'repeat') {
    const [first = refusal(503)] = await Promise.all(Array.from({ length: fault.copies ?? 2 }, send))
    return first
  }
  const done = when === 'after' ? await send() : null
  if (does === 'wait') await pause(fault.ms ?? 1000)
  if (does === 'kill') scope.host?.kill()
  if (does === 'freeze') await scope.host?.freeze()
  if (does !== 'cut' && does !== 'kill') return done ?? send()
  await done?.body?.cancel()
  throw new TypeError('fetch failed', { cause: new Error('the connection was cut') })
}

/** What a proxy in front of a service answers: each SDK finds a message where it looks for one. */
function refusal(status: number): Response {
  const message = 'Unavailable: a lesson in chaos has broken this service.'
  const error = { type: 'api_error', message }
  return Response.json({ error, message, name: 'application_error', statusCode: status, code: 'XX000' }, { status })
}
