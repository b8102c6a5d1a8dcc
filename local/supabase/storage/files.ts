import { mkdirSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type StorageFiles = ReturnType<typeof openStorageFiles>

/**
 * The contents of objects, one file per version, named by the version's UUID alone: an object's name never becomes a path.
 * A version is written once and never changed, so a row of `storage.objects` always points to a whole file.
 */
export function openStorageFiles(directory: string) {
  mkdirSync(directory, { recursive: true })
  const pathOf = (version: string) => join(directory, version.slice(0, 2), version)
  return {
    /** Returns when the content and its directory entry are on the disk. */
    async write(version: string, content: Uint8Array): Promise<void> {
      const path = pathOf(version)
      if (await mkdir(dirname(path), { recursive: true })) await synchronise(directory)
      const file = await open(path, 'wx')
      try {
        await file.writeFile(content)
        await file.sync()
      } finally {
        await file.close()
      }
      await synchronise(dirname(path))
    },

    /** Undefined when the version was removed meanwhile. The caller closes the handle. */
    async open(version: string): Promise<FileHandle | undefined> {
      return open(pathOf(version), 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
    },

    async remove(versions: string[]): Promise<void> {
      await Promise.all(versions.map((version) => rm(pathOf(version), { force: true })))
    },

    /** Removes what no row points to: left by a kill between writing and committing, or by a `delete` in SQL. */
    async sweep(wanted: Set<string>): Promise<void> {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile() && !wanted.has(entry.name))
      await Promise.all(files.map((entry) => rm(join(entry.parentPath, entry.name), { force: true })))
    },
  }
}

/** Windows cannot open directories; NTFS journals their entries itself. */
async function synchronise(directory: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}
