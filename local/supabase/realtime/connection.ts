import type { WebSocket } from 'ws'
import { type Channel, openChannel } from '#local/supabase/realtime/channel.ts'
import {
  type Frame,
  readBinary,
  readText,
  type Version,
  writeBroadcast,
  writeFrame,
} from '#local/supabase/realtime/frames.ts'
import type { Realtime, Wire } from '#local/supabase/realtime/member.ts'
import { RealtimeProblem } from '#local/supabase/realtime/token.ts'

/** Milliseconds without a message, after which Phoenix ends a connection. Clients send a heartbeat every 25 seconds. */
const silence = 60_000

/** Bytes that a client may be behind. Who reads no faster is disconnected, before its messages fill the memory. */
const backlog = 16 * 1024 * 1024

/**
 * Speaks the channels of Phoenix with one client: https://hexdocs.pm/phoenix/writing_a_channels_client.html
 * A frame that cannot be read ends the connection, as it does there. Frames are handled one after the other.
 * @param mayJoin counts the joins of all clients
 */
export function serveConnection(
  realtime: Realtime,
  socket: WebSocket,
  { role, version }: { role: string; version: Version },
  mayJoin: () => boolean,
): void {
  const channels = new Map<string, Channel>()
  const send = (data: string | Buffer) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > backlog) return socket.terminate()
    socket.send(data)
  }
  const wire: Wire = {
    role,
    push: (frame) => send(writeFrame(frame, version)),
    broadcast(topic, broadcast) {
      const data = writeBroadcast(topic, broadcast, version)
      if (data !== undefined) send(data)
    },
  }
  const reply = ({ joinRef, ref, topic }: Frame, status: 'ok' | 'error', response: object) =>
    wire.push({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } })

  async function handle(frame: Frame): Promise<void> {
    const { topic, event } = frame
    if (event === 'phx_join') return join(frame)
    const channel = channels.get(topic)
    if (event === 'phx_leave') {
      channel?.close()
      channels.delete(topic)
      reply(frame, 'ok', {})
      if (channel) wire.push({ joinRef: channel.joinRef, ref: channel.joinRef, topic, event: 'phx_close', payload: {} })
    } else if (channel) await channel.handle(frame)
    else reply(frame, 'error', { reason: 'unmatched topic' })
  }

  async function join(frame: Frame): Promise<void> {
    const { topic } = frame
    if (!topic.startsWith('realtime:')) return reply(frame, 'error', { reason: 'unmatched topic' })
    const before = channels.get(topic)
    if (before) {
      before.close()
      channels.delete(topic)
      wire.push({ joinRef: before.joinRef, ref: before.joinRef, topic, event: 'phx_close', payload: {} })
    }
    if (channels.size >= realtime.limits.channelsPerConnection)
      return reply(frame, 'error', { reason: 'ChannelRateLimitReached: Too many channels' })
    if (!mayJoin()) {
      reply(frame, 'error', { reason: 'ClientJoinRateLimitReached: Too many joins per second' })
      return socket.close(1000)
    }
    try {
      const channel = await openChannel(realtime, wire, frame, () => channels.delete(topic))
      if (socket.readyState !== socket.OPEN) return channel.close()
      channels.set(topic, channel)
      reply(frame, 'ok', channel.joined)
      await channel.begin()
    } catch (error) {
      // The hosted service waits five seconds before it refuses.
      if (!(error instanceof RealtimeProblem)) throw error
      reply(frame, 'error', { reason: `${error.code}: ${error.message}` })
    }
  }

  /** A bug or a database that is down ends no more than this channel; the client joins again. */
  function fail({ topic, joinRef, ref, event }: Frame, error: unknown): void {
    console.error(`realtime: ${event} on ${topic} failed: ${error instanceof Error ? error.message : error}`)
    const channel = channels.get(topic)
    channel?.close()
    channels.delete(topic)
    if (channel) wire.push({ joinRef, ref: joinRef, topic, event: 'phx_error', payload: {} })
    else reply({ topic, joinRef, ref, event, payload: {} }, 'error', { reason: 'Unknown Error on Channel' })
  }

  let queue = Promise.resolve()
  const patience = setTimeout(() => socket.terminate(), silence)
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    patience.refresh()
    const frame = read(data, isBinary, version)
    if (!frame) return socket.close(1007)
    if (frame.topic === 'phoenix' && frame.event === 'heartbeat') return reply(frame, 'ok', {})
    queue = queue.then(() => handle(frame)).catch((error: unknown) => fail(frame, error))
  })
  // `ws` closes the connection itself, for instance after a frame that is too large.
  socket.on('error', () => {})
  socket.on('close', () => {
    clearTimeout(patience)
    for (const channel of channels.values()) channel.close()
    channels.clear()
  })
}

/** Undefined for what is no frame. */
function read(data: Buffer, isBinary: boolean, version: Version): Frame | undefined {
  try {
    return isBinary ? readBinary(data) : readText(data.toString(), version)
  } catch {
    return undefined
  }
}
