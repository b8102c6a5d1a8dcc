import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Child, runNode } from '#local/children.ts'
import { keys, staffPassword } from '#local/settings.ts'
import { waitUntilListening } from '#local/wait.ts'

/** A store that starts. */
export type Place = {
  /** the folder of the store's data */
  directory: string
  /** the store's environment */
  environment: Record<string, string>
  say(line: string): void
  /** the database, as its superuser, to write a generated past into it; null for none */
  past: string | null
  /** Registers a program, so that it is stopped with the others. */
  keep(child: Child): Child
}

const mark = (directory: string) => join(directory, 'seeded')

/** Whether the store of a folder has been seeded before. */
export const isSeeded = (directory: string): boolean => existsSync(mark(directory))

/** Those that the seed's uploads and changes wake. */
const woken = ['health', 'storage-webhook', 'make-thumbnail', 'catalog-webhook']

/**
 * Seeds the store. At the first start the functions run without Next, because the pages need the sizes of the photographs.
 * @throws Error when the seed fails; its report is in the terminal
 */
export async function seedStore({ directory, environment, say, keep, past }: Place): Promise<void> {
  const first = !isSeeded(directory)
  const log = join(directory, 'store.log')
  const host = first
    ? keep(runNode(['deploy/host.ts', '--before-build', ...woken], { ...environment, HOST: 'localhost' }, log))
    : undefined
  // Postgres sends the event of an upload only once, so the functions must be listening before the seed uploads.
  if (host) await waitUntilListening(`${environment.SITE_URL}/api/health`, host.ended)
  if (first) say('catalogue')
  const secret = { SUPABASE_SECRET_KEY: keys.supabaseSecret, SEED_STAFF_PASSWORD: staffPassword(directory) }
  const code = await keep(runNode(['supabase/seed/seed.ts'], { ...environment, ...secret })).ended
  if (code !== 0) throw new Error(`The database at ${environment.SUPABASE_URL} could not be seeded.`)
  if (first && past) {
    say('past')
    // Without it the store works as well; the program says what is wrong.
    await keep(runNode(['supabase/seed/past.ts'], { ...environment, DATABASE_URL: past })).ended
  }
  await host?.stop()
  writeFileSync(mark(directory), new Date().toISOString())
}
