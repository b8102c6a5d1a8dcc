import * as z from 'zod'

/** A message of Phoenix' channels. `joinRef` names the join that a message belongs to, `ref` the message that a reply answers. */
export type Frame = {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  payload: unknown
  /** of a frame that came in the binary form */
  broadcast?: Broadcast
}
/** A message that one client or the database sends to all members of a topic. */
export type Broadcast = {
  event: string
  /** JSON as text, or bytes */
  payload: string | Buffer
  meta?: Record<string, unknown>
  /** As clients of version 2 send it: the hosted service passes it on in the binary form. */
  isBinaryForm?: boolean
}
export type Version = '1.0.0' | '2.0.0'

const name = z.string().nullish()
const object = z.object({
  topic: z.string(),
  event: z.string(),
  payload: z.unknown().optional(),
  ref: name,
  join_ref: name,
})
const list = z.tuple([name, name, z.string(), z.string(), z.unknown()])

/** Kinds of binary frames: https://github.com/supabase/supabase-js/blob/master/packages/core/realtime-js/src/lib/serializer.ts */
const pushKind = 3
const broadcastKind = 4

/** @throws when the text is no frame of this version */
export function readText(text: string, version: Version): Frame {
  if (version === '1.0.0') {
    const { topic, event, payload, ref = null, join_ref: joinRef = null } = object.parse(JSON.parse(text))
    return { joinRef, ref, topic, event, payload }
  }
  const [joinRef = null, ref = null, topic, event, payload] = list.parse(JSON.parse(text))
  return { joinRef, ref, topic, event, payload }
}

/** A broadcast that a client of version 2 sends. @throws when the bytes are none */
export function readBinary(bytes: Buffer): Frame {
  if (bytes[0] !== pushKind || bytes.length < 7) throw new Error('This is no broadcast.')
  let at = 7
  const [joinRef = '', ref = '', topic = '', event = ''] = [1, 2, 3, 4, 5].map((position) => {
    const end = at + (bytes[position] ?? 0)
    if (end > bytes.length) throw new Error('The frame is too short.')
    const part = bytes.toString('utf8', at, end)
    at = end
    return part
  })
  const rest = bytes.subarray(at)
  const payload = bytes[6] === 1 ? JSON.stringify(JSON.parse(rest.toString())) : rest
  return { joinRef, ref, topic, event: 'broadcast', payload: null, broadcast: { event, payload, isBinaryForm: true } }
}

const said = z.object({ event: z.string(), payload: z.unknown().default({}) })

/** A broadcast that a client sends as JSON; undefined when it is none. */
export function readBroadcast(payload: unknown): Broadcast | undefined {
  const { success, data } = said.safeParse(payload)
  return success ? { event: data.event, payload: JSON.stringify(data.payload) } : undefined
}

export function writeFrame({ joinRef, ref, topic, event, payload }: Frame, version: Version): string {
  if (version === '2.0.0') return JSON.stringify([joinRef, ref, topic, event, payload])
  return JSON.stringify({ topic, event, payload, ref, join_ref: joinRef })
}

/** A broadcast as one client gets it; undefined when its version cannot say it: version 1 has no bytes. */
export function writeBroadcast(topic: string, broadcast: Broadcast, version: Version): string | Buffer | undefined {
  const { event, payload, meta, isBinaryForm } = broadcast
  if (version === '2.0.0' && (isBinaryForm || typeof payload !== 'string')) return writeBinary(topic, broadcast)
  if (typeof payload !== 'string') return undefined
  const said = { event, payload: JSON.parse(payload), type: 'broadcast', ...(meta ? { meta } : {}) }
  return writeFrame({ joinRef: null, ref: null, topic, event: 'broadcast', payload: said }, version)
}

function writeBinary(topic: string, { event, payload, meta }: Broadcast): Buffer | undefined {
  const parts = [topic, event, meta ? JSON.stringify(meta) : ''].map((part) => Buffer.from(part))
  if (parts.some(({ length }) => length > 255)) return undefined
  const head = Buffer.from([broadcastKind, ...parts.map(({ length }) => length), typeof payload === 'string' ? 1 : 0])
  return Buffer.concat([head, ...parts, Buffer.from(payload)])
}
