import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '#local/postgres.ts'
import { prepareDatabase } from '#local/supabase/database.ts'

const project = join(import.meta.dirname, '..', '..')
const templates = join(project, '.nightlight', 'templates')
const day = 86_400_000

/**
 * The directory of a stopped Postgres with these migrations applied, for `startPostgres` to copy. It is made once and
 * found again by a hash of what went into it: the migrations, the files beside this one, what makes a cluster,
 * and the pinned packages.
 * @param migrationsDirectory nothing leaves it at what a new Supabase project has
 */
export async function findTemplate(migrationsDirectory?: string): Promise<string> {
  const ready = join(templates, fingerprint(migrationsDirectory))
  if (existsSync(ready)) return ready
  mkdirSync(templates, { recursive: true })
  removeOld()
  const unfinished = mkdtempSync(join(templates, 'unfinished-'))
  const postgres = await startPostgres({ directory: unfinished, durable: false })
  try {
    await prepareDatabase(postgres.url, migrationsDirectory ?? join(unfinished, 'none'))
  } finally {
    await postgres.close()
  }
  try {
    renameSync(unfinished, ready)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    // Another test file was making the same one, and was first.
    if (!existsSync(ready)) throw error
  }
  return ready
}

/** Of all that a template is made from. */
export function fingerprint(migrationsDirectory?: string): string {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'local/postgres-cluster.ts']) hash.update(readFileSync(join(project, file)))
  for (const directory of [import.meta.dirname, migrationsDirectory]) {
    if (!directory) continue
    const files = readdirSync(directory).filter((file) => /\.sql$|^(database|migrations)\.ts$/.test(file))
    for (const file of files.toSorted()) hash.update(`\n${file}\n`).update(readFileSync(join(directory, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** What earlier migrations or a killed run left behind, once no test of today can be copying it. */
function removeOld(): void {
  for (const name of readdirSync(templates)) {
    const path = join(templates, name)
    if (Date.now() - statSync(path).mtimeMs > day) rmSync(path, { recursive: true, force: true })
  }
}
