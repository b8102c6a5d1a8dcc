import { copyFileSync, existsSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'

/** Bytes from which a log begins anew. */
const most = 20_000_000

/**
 * Keeps a log file small, now and every minute: when it is too large, its text goes to `<file>.1`, of which there is one. Whoever
 * writes has the file open for appending, and goes on at its new end.
 */
export function boundLog(file: string, limit = most): { close(): void } {
  const check = () => keepSmall(file, limit)
  check()
  const timer = setInterval(check, 60_000).unref()
  return { close: () => clearInterval(timer) }
}

/** Empties a file that is larger than `limit`, after a copy of it. */
export function keepSmall(file: string, limit: number): void {
  if (!existsSync(file) || statSync(file).size <= limit) return
  copyFileSync(file, `${file}.new`)
  truncateSync(file)
  rmSync(`${file}.1`, { force: true })
  renameSync(`${file}.new`, `${file}.1`)
}
