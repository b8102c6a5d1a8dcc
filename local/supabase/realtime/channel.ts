import * as z from 'zod'
import type { Rights } from '#local/supabase/realtime/authorize.ts'
import type { Watcher } from '#local/supabase/realtime/changes.ts'
import { type Frame, readBroadcast } from '#local/supabase/realtime/frames.ts'
import { readJoin } from '#local/supabase/realtime/join.ts'
import { createCounter } from '#local/supabase/realtime/limits.ts'
import { identify, type Realtime, readRights, type Wire } from '#local/supabase/realtime/member.ts'
import { readReplay } from '#local/supabase/realtime/replay.ts'
import { type Binding, openBinding, SubscriptionProblem } from '#local/supabase/realtime/subscription.ts'
import { expiredProblem, RealtimeProblem } from '#local/supabase/realtime/token.ts'
import { type Member, topicKey } from '#local/supabase/realtime/topics.ts'

export type Channel = {
  joinRef: string | null
  /** what the client is told, before `begin` */
  joined: object
  begin(): Promise<void>
  handle(frame: Frame): Promise<void>
  close(): void
}

/** The longest timer of Node is 24 days; a token may live longer. */
const checkTokenEvery = 3_600_000

/**
 * Lets a client join a topic.
 * @param onShut the channel ends itself, for instance because the token has expired
 * @throws RealtimeProblem when it may not
 */
export async function openChannel(
  realtime: Realtime,
  wire: Wire,
  { topic, joinRef, ref, payload }: Frame,
  onShut: () => void,
): Promise<Channel> {
  const { sql, topics, watchers, authorizer, limits } = realtime
  const name = topic.slice('realtime:'.length)
  if (name === '') throw new RealtimeProblem('TopicNameRequired', 'You must provide a topic name')
  const join = readJoin(payload)
  const own = joinRef ?? ref
  const key = topicKey(name, join.isPrivate)
  const withinRate = createCounter(limits.messagesPerSecond, 1000)
  const presenceWithinRate = createCounter(limits.presenceCalls, 30_000)
  let token = join.token
  let caller = await identify(realtime, wire, token)
  let rights = await readRights(authorizer, join, caller, name)
  let sending: Rights | undefined
  let seesPresence = join.wantsPresence
  let tracked: string | undefined
  let expiry: NodeJS.Timeout | undefined
  const push = (event: string, said: unknown) => wire.push({ joinRef: own, ref: null, topic, event, payload: said })
  const reply = (to: Frame, status: 'ok' | 'error', response: unknown) =>
    wire.push({ joinRef: own, ref: to.ref, topic, event: 'phx_reply', payload: { status, response } })
  const system = (extension: string, status: 'ok' | 'error', message: string) =>
    push('system', { extension, status, message, channel: name })
  const shut = (message: string) => {
    system('system', 'error', message)
    close()
    onShut()
    wire.push({ joinRef: own, ref: own, topic, event: 'phx_close', payload: {} })
  }
  const watchToken = () => {
    clearTimeout(expiry)
    const { exp } = caller.claims
    if (exp === undefined) return
    const left = exp * 1000 - Date.now()
    if (left <= 0) return shut(expiredProblem(exp).message)
    expiry = setTimeout(watchToken, Math.min(left, checkTokenEvery)).unref()
  }
  const maySend = async () => {
    if (join.isPrivate) sending ??= await authorizer.maySend(caller, name)
    return sending ?? everything
  }

  const member: Member = {
    hears(broadcast) {
      if (!rights.broadcast) return
      if (withinRate()) wire.broadcast(topic, broadcast)
      else shut('Too many messages per second')
    },
    sees(diff) {
      if (seesPresence && rights.presence) push('presence_diff', diff)
    },
  }
  const bindings = join.changes.map((params) => ({ params, id: ++lastId }))
  const watcher: Watcher & { bindings: Binding[] } = {
    caller,
    bindings: [],
    deliver: (said) => push('postgres_changes', said),
  }
  const subscribe = async () => {
    const opened: Binding[] = []
    for (const { params, id } of bindings) opened.push(await openBinding(sql, params, id, caller))
    Object.assign(watcher, { caller, bindings: opened })
  }
  /** Tells the client whether it gets changes. It stays a member of the topic when it does not. */
  const announceChanges = async () => {
    try {
      await subscribe()
      system('postgres_changes', 'ok', 'Subscribed to PostgreSQL')
    } catch (error) {
      if (!(error instanceof SubscriptionProblem)) throw error
      system('postgres_changes', 'error', error.message)
    }
  }
  if (join.waitsForChanges)
    await subscribe().catch((error: unknown) => {
      if (error instanceof SubscriptionProblem)
        throw new RealtimeProblem('RealtimeDisabledForConfiguration', error.message)
      throw error
    })
  const replayed = join.replay ? await readReplay(sql, join, name) : []

  function close(): void {
    clearTimeout(expiry)
    watchers.delete(watcher)
    topics.leave(key, member)
  }

  async function hear(frame: Frame): Promise<void> {
    const broadcast = frame.broadcast ?? readBroadcast(frame.payload)
    if (!broadcast || !(await maySend()).broadcast) return
    const isTooLarge = Buffer.byteLength(broadcast.payload) > limits.payload
    if (!isTooLarge) topics.publish(key, broadcast, join.hearsItself ? undefined : member)
    if (join.wantsReply) reply(frame, isTooLarge ? 'error' : 'ok', isTooLarge ? 'payload_size_exceeded' : {})
  }

  async function track(frame: Frame): Promise<void> {
    const { success, data } = presence.safeParse(frame.payload)
    if (!success) return reply(frame, 'ok', {})
    if (!presenceWithinRate()) return shut('Client presence rate limit exceeded')
    const event = data.event.toLowerCase()
    if (event === 'untrack') {
      topics.untrack(key, member)
      tracked = undefined
      return reply(frame, 'ok', {})
    }
    if (event !== 'track' || !(await maySend()).presence) return reply(frame, 'error', {})
    if (!isObject(data.payload)) return reply(frame, 'error', { reason: 'Presence track payload must be a map' })
    const said = JSON.stringify(data.payload)
    if (said.length > limits.payload) return shut('Track message size exceeded')
    if (said !== tracked) topics.track(key, member, join.presenceKey, data.payload)
    tracked = said
    reply(frame, 'ok', {})
    if (!seesPresence) {
      seesPresence = true
      if (rights.presence) push('presence_state', topics.presence(key))
    }
  }

  async function refresh(said: unknown): Promise<void> {
    const given = (said as { access_token?: unknown } | null)?.access_token
    if (typeof given !== 'string' || given.startsWith('sb_') || given === token) return
    try {
      const before = rights
      token = given
      caller = await identify(realtime, wire, token)
      sending = undefined
      rights = await readRights(authorizer, join, caller, name)
      if ((before.broadcast && !rights.broadcast) || (before.presence && !rights.presence))
        return shut(`You no longer have permission to read from this Channel topic: ${name}`)
    } catch (error) {
      if (error instanceof RealtimeProblem) return shut(error.message)
      throw error
    }
    watchToken()
    if (bindings.length > 0) await announceChanges()
  }

  return {
    joinRef: own,
    joined: { postgres_changes: bindings.map(({ params, id }) => ({ ...(isObject(params) ? params : {}), id })) },
    async begin() {
      topics.enter(key, member)
      watchers.add(watcher)
      watchToken()
      for (const broadcast of replayed) wire.broadcast(topic, broadcast)
      if (seesPresence && rights.presence) push('presence_state', topics.presence(key))
      if (join.tellsReplication) system('system', 'ok', 'Replication connection established')
      if (join.waitsForChanges && bindings.length > 0) system('postgres_changes', 'ok', 'Subscribed to PostgreSQL')
      else if (bindings.length > 0) await announceChanges()
    },
    async handle(frame) {
      if (!withinRate()) return shut('Too many messages per second')
      if (frame.event === 'broadcast') await hear(frame)
      if (frame.event === 'presence') await track(frame)
      if (frame.event === 'access_token') await refresh(frame.payload)
    },
    close,
  }
}

const presence = z.object({ event: z.string(), payload: z.unknown().default({}) })
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const everything: Rights = { broadcast: true, presence: true }

/** Of the subscriptions of this process. */
let lastId = 0
