import { renameSync, writeFileSync } from 'node:fs'

/** Writes a file in one step, so that a kill leaves the old file or the new one, and never half of it. */
export function writeWhole(file: string, text: string, mode?: number): void {
  const unfinished = `${file}.new`
  writeFileSync(unfinished, text, mode === undefined ? {} : { mode })
  renameSync(unfinished, file)
}
