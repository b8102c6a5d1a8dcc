import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { takeLock } from '#local/lock.ts'

const lockFile = 'lock'

/** Milliseconds in which a store that was told to stop has ended. */
const patience = 12_000

/**
 * Makes this process the only store of a data folder, until it ends. It waits for one that is about to stop.
 * @param directory an existing folder
 * @throws Error when a store runs there, with its process and address
 */
export async function beOnlyStore(directory: string): Promise<void> {
  const file = join(directory, lockFile)
  const owner = `${file}.pid`
  // A store that stops takes its addresses away first; one that begins has none yet.
  const isUp = () => existsSync(join(directory, 'urls.json'))
  for (const deadline = Date.now() + patience; takeLock(file) === null; await pause(100)) {
    if (isUp() || Date.now() > deadline) throw new Error(describeOther(directory, owner))
  }
  writeFileSync(owner, String(process.pid))
  // The addresses of a killed store.
  rmSync(join(directory, 'urls.json'), { force: true })
}

/** Everything that a store writes into its folder. Others keep theirs beside it: a deployment its secrets, tests their store. */
const written =
  /^(postgres|storage|next(\.tsconfig\.json)?|build|seeded|store\.log|(ports|urls|signing-keys)\.json|\w+\.key|\w+\.sqlite(-\w+)?)$/

/** Whether a store runs with the data of a folder. A killed one leaves its addresses there. */
export function storeRuns(directory: string): boolean {
  if (!existsSync(join(directory, 'urls.json'))) return false
  const release = takeLock(join(directory, lockFile))
  release?.()
  return release === null
}

/** Deletes the data of a store from its folder. A folder without its ports has none: whatever is there is somebody else's. */
export function deleteData(directory: string): void {
  if (!existsSync(join(directory, 'ports.json'))) return
  for (const name of readdirSync(directory).filter((name) => written.test(name)))
    rmSync(join(directory, name), { recursive: true, force: true })
}

function describeOther(directory: string, owner: string): string {
  const process = existsSync(owner) ? ` (process ${readFileSync(owner, 'utf8')})` : ''
  const urls = join(directory, 'urls.json')
  const where = existsSync(urls) ? ` at ${JSON.parse(readFileSync(urls, 'utf8')).store}` : ''
  return (
    `A store already runs${where} with the data of ${directory}${process}. ` +
    'Stop it with Ctrl-C first, or start a second one with its own data: npm start -- --data .nightlight/second'
  )
}
