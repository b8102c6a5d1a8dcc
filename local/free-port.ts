import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeLock } from '#local/lock.ts'

const locks = join(tmpdir(), `nightlight-ports-${process.getuid?.() ?? 'user'}`)

/**
 * Reserves a port until this process ends. A store chooses its ports seconds before its services listen to them, so a second
 * store would see them as free; the lock tells it otherwise.
 * @returns a function that gives the port back; null when another store of this user has it
 */
export function reservePort(port: number): (() => void) | null {
  try {
    mkdirSync(locks, { recursive: true, mode: 0o700 })
    return takeLock(join(locks, String(port)))
  } catch {
    // No temporary folder: then only a store that starts in the same seconds can take the port.
    return () => {}
  }
}

/** @returns the reason why nothing can listen to the port, such as `EADDRINUSE`; null when it is free */
export async function whyTaken(port: number): Promise<string | null> {
  return (await tryToListen(port, '127.0.0.1')) ?? (await tryToListen(port))
}

function tryToListen(port: number, host?: string): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen({ port, ...(host ? { host } : {}), exclusive: true }, () => probe.close(() => resolve(null)))
  })
}
