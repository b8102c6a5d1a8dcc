import { afterEach, describe, expect, test } from 'vitest'
import type { Fault, Place, Scope } from '#local/chaos/fault.ts'
import { createFaults } from '#local/chaos/faults.ts'
import { type Listening, listen } from '#local/listen.ts'

const running: Listening[] = []
afterEach(async () => {
  for (const service of running.splice(0)) await service.close()
})

let now = 0
const scopeOf = (marks: string[], more: Partial<Scope> = {}): Scope => ({
  marks,
  until: 1000,
  onHit: () => {},
  ...more,
})

/** A service that counts what it did, with faults in front of it. */
async function openService() {
  now = 0
  const faults = createFaults(() => now)
  const done: string[] = []
  const handler = async (request: Request) => {
    done.push(await request.text())
    return Response.json({ did: done.length })
  }
  const service = await listen(faults.guard('mail', handler))
  running.push(service)
  const post = async (body: string) => {
    try {
      return (await fetch(`${service.url}/emails`, { method: 'POST', body })).status
    } catch {
      return 'no answer'
    }
  }
  return { faults, done, post, url: service.url }
}

const mail = (fault: Partial<Fault> & Pick<Fault, 'does'>): Fault => ({ at: 'mail', call: 'POST /emails', ...fault })

describe('a fault in front of a service', () => {
  test.each<[Fault, answer: number | string, effects: number]>([
    [mail({ does: 'refuse', status: 503 }), 503, 0],
    [mail({ does: 'cut' }), 'no answer', 0],
    [mail({ does: 'cut', when: 'after' }), 'no answer', 1],
    [mail({ does: 'lose' }), 200, 0],
    [mail({ does: 'repeat', copies: 3 }), 200, 3],
    [mail({ does: 'wait', ms: 20 }), 200, 1],
  ])('%o', async (fault, answer, effects) => {
    const { faults, done, post } = await openService()
    const calls: string[] = []
    faults.set([fault], scopeOf(['to ada'], { onHit: (_, call) => calls.push(call) }))
    expect(await post('to ada')).toBe(answer)
    expect(done).toEqual(Array(effects).fill('to ada'))
    expect(calls).toEqual(['POST /emails'])
    // It is used up.
    expect(await post('to ada')).toBe(200)
    expect(done).toHaveLength(effects + 1)
  })

  test('touches no call without its mark, of another path, or of another service', async () => {
    const { faults, done, post, url } = await openService()
    faults.set([mail({ does: 'refuse', times: 9 }), { at: 'queue', call: '* /*', does: 'refuse' }], scopeOf(['to ada']))
    expect(await post('to bob')).toBe(200)
    expect((await fetch(`${url}/domains`, { method: 'POST', body: 'to ada' })).status).toBe(200)
    expect(done).toEqual(['to bob', 'to ada'])
  })

  test('ends with its time, and with its scope', async () => {
    const { faults, post } = await openService()
    const scope = scopeOf(['to ada'])
    faults.set([mail({ does: 'refuse', times: 9 })], scope)
    expect(await post('to ada')).toBe(503)
    now = 1000
    expect([await post('to ada'), faults.count()]).toEqual([200, 0])
    now = 0
    faults.set([mail({ does: 'refuse', times: 9 })], scope)
    expect(await post('to ada')).toBe(503)
    faults.mend(scope)
    expect([await post('to ada'), faults.count()]).toEqual([200, 0])
  })

  test('learns its marks while it waits', async () => {
    const { faults, post } = await openService()
    const scope = scopeOf(['nobody'])
    faults.set([mail({ does: 'refuse' })], scope)
    expect(await post('to ada')).toBe(200)
    scope.marks.push('ada')
    expect(await post('to ada')).toBe(503)
  })
})

describe('a fault of a service that calls the store', () => {
  test.each<[Fault['does'], Fault['when'], answer: number | string, effects: number]>([
    ['refuse', 'before', 503, 0],
    ['lose', 'before', 200, 0],
    ['cut', 'before', 'no answer', 0],
    ['cut', 'after', 'no answer', 1],
    ['repeat', 'before', 200, 5],
  ])('%s %s', async (does, when, answer, effects) => {
    const { faults, done, url } = await openService()
    const send = faults.sender('events')
    const fault: Fault = { at: 'events', call: 'POST /emails', does, ...(when ? { when } : {}), copies: 5 }
    faults.set([fault], scopeOf(['evt_1']))
    const outcome = send(`${url}/emails`, { method: 'POST', body: 'evt_1' }).then(
      ({ status }) => status,
      () => 'no answer',
    )
    expect(await outcome).toBe(answer)
    expect(done).toHaveLength(effects)
    expect((await send(`${url}/emails`, { method: 'POST', body: 'evt_1' })).status).toBe(200)
  })
})

describe('a call that another one overtakes', () => {
  const overtake = (more: Partial<Fault> = {}): Fault => ({
    at: 'events',
    call: 'POST /emails',
    does: 'overtake',
    ...more,
  })
  /** Sends calls of the events and says which were answered, in their order. */
  async function openSender(fault: Fault, scope: Scope) {
    const { faults, done, url } = await openService()
    faults.set([fault], scope)
    const send = (body: string, { signal, at = 'events' }: { signal?: AbortSignal; at?: Place } = {}) =>
      faults.sender(at)(`${url}/emails`, { method: 'POST', body, ...(signal ? { signal } : {}) })
    return { faults, done, send }
  }

  test('waits until the other one was answered; nothing is lost', async () => {
    const hits: string[] = []
    const scope = scopeOf(['ada'], { onHit: (_, call) => hits.push(call) })
    const { faults, done, send } = await openSender(overtake(), scope)
    const first = send('ada paid')
    // Another lesson, and another sender of the same lesson, overtake nothing.
    await send('bob paid')
    await send('ada wrote', { at: 'deliveries' })
    expect([done, hits, faults.isHolding(scope)]).toEqual([['bob paid', 'ada wrote'], [], true])
    await send('ada refunded')
    expect((await first).status).toBe(200)
    expect(done).toEqual(['bob paid', 'ada wrote', 'ada refunded', 'ada paid'])
    expect([hits, faults.isHolding(scope)]).toEqual([['POST /emails'], false])
    await send('ada paid')
    expect(done).toHaveLength(5)
  })

  test('is held again when its sender has lost patience and sends it once more', async () => {
    const scope = scopeOf(['ada'])
    const { faults, done, send } = await openSender(overtake(), scope)
    const patience = new AbortController()
    const first = send('ada paid', { signal: patience.signal })
    patience.abort(new Error('no answer in time'))
    await expect(first).rejects.toThrow('no answer in time')
    const second = send('ada paid')
    expect([done, faults.isHolding(scope)]).toEqual([[], true])
    await send('ada refunded')
    await second
    expect(done).toEqual(['ada refunded', 'ada paid'])
  })

  test.each([
    ['its time is over', overtake({ ms: 20 }), () => {}],
    ['the faults are switched off', overtake(), (mend: () => void) => mend()],
  ])('goes on when %s, and was then not broken', async (_, fault, act) => {
    const hits: string[] = []
    const scope = scopeOf(['ada'], { onHit: (_, call) => hits.push(call) })
    const { faults, done, send } = await openSender(fault, scope)
    const first = send('ada paid')
    act(() => faults.mend(scope))
    expect((await first).status).toBe(200)
    expect([done, hits, faults.isHolding(scope)]).toEqual([['ada paid'], [], false])
  })
})

test('a call of a lesson goes to the process of the lesson until it is killed at the named point; others never do', async () => {
  const { faults, done, post, url } = await openService()
  const apart = await listen(async (request) => Response.json({ apart: await request.text() }))
  running.push(apart)
  let killed = 0
  const host = {
    addressFor: async (address: string) => apart.url + new URL(address).pathname,
    kill: () => {
      killed += 1
    },
    freeze: async () => {},
    isFrozen: () => false,
    thaw: () => {},
    close: async () => {},
  }
  faults.set([mail({ does: 'kill', when: 'after' })], scopeOf(['job-1'], { host }))
  const deliver = async (body: string) =>
    (await faults.sender('deliveries')(`${url}/api/job`, { method: 'POST', body })).json()
  expect(await deliver('job-1')).toEqual({ apart: 'job-1' })
  expect(await deliver('job-2')).toEqual({ did: 1 })
  expect([await post('job-1'), killed, done]).toEqual(['no answer', 1, ['job-2', 'job-1']])
  expect(await deliver('job-1')).toEqual({ did: 3 })
})
