import type { Duplex } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { type Change, createDecoder } from '#local/supabase/realtime/pgoutput.ts'

export type Replication = { close(): Promise<void> }

/** Milliseconds between two attempts to connect, after Postgres has ended the stream. */
const pauseAfterFailure = 500

/**
 * Streams the changes of these publications, in the order of their commits, by logical replication. The slot is temporary: it keeps
 * no log for a reader that is gone, so changes that happen while the stream is down are lost, as on the hosted service.
 * @param url of a role that may replicate
 * @throws when Postgres refuses the first connection; later it connects again by itself
 */
export async function followChanges(
  url: string,
  publications: readonly string[],
  onChange: (change: Change) => void,
): Promise<Replication> {
  let ended = false
  const open = () => openStream(url, publications, onChange)
  let current = await open()
  const follow = async () => {
    for (;;) {
      await current.closed
      while (!ended) {
        await pause(pauseAfterFailure)
        const next = ended ? undefined : await open().catch(() => undefined)
        if (!next) continue
        current = next
        break
      }
      if (ended) return current.close()
    }
  }
  const following = follow()
  return {
    async close() {
      ended = true
      await current.close()
      await following
    },
  }
}

async function openStream(url: string, publications: readonly string[], onChange: (change: Change) => void) {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    idle_timeout: 0,
    max_lifetime: null,
    connection: { replication: 'database', application_name: 'realtime' },
    onnotice: () => {},
    onclose: () => resolve(),
  })
  try {
    // These commands are no SQL: their keywords are in capitals.
    const slot = `realtime_${crypto.randomUUID().replaceAll('-', '')}`
    const created = await sql.unsafe(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`)
    const options = `proto_version '1', publication_names '${publications.map((name) => `"${name}"`).join(',')}'`
    const start = `START_REPLICATION SLOT ${slot} LOGICAL ${created[0]?.consistent_point} (${options})`
    // In this mode the stream is for both directions.
    const stream = (await sql.unsafe(start).writable()) as unknown as Duplex
    const decode = createDecoder()
    stream.on('data', (bytes: Buffer) => {
      const kind = String.fromCharCode(bytes[0] ?? 0)
      if (kind === 'k' && bytes[17] === 1) stream.write(statusUpdate(bytes.subarray(1, 9)))
      const change = kind === 'w' ? decode(bytes.subarray(25)) : undefined
      if (change) onChange(change)
    })
    stream.on('error', () => resolve())
    stream.on('close', () => resolve())
    return {
      closed,
      async close() {
        if (!stream.destroyed) stream.end()
        await sql.end({ timeout: 1 })
        resolve()
      },
    }
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw error
  }
}

/** Tells Postgres that all was read up to here: https://www.postgresql.org/docs/17/protocol-replication.html */
function statusUpdate(position: Buffer): Buffer {
  const update = Buffer.alloc(34)
  update.write('r')
  for (const at of [1, 9, 17]) position.copy(update, at)
  update.writeBigInt64BE(BigInt(Date.now() - Date.UTC(2000, 0, 1)) * 1000n, 25)
  return update
}
