import { existsSync, readdirSync, readFileSync } from 'node:fs'

/**
 * The processor time so far of processes and of all that they have started, in milliseconds; null where there is no /proc. Linux counts
 * it in 100 ticks a second.
 */
export function cpuOf(roots: readonly number[]): number | null {
  if (!existsSync('/proc/self/stat')) return null
  const all = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? readProcess(Number(pid)) : []))
  const sum = (pid: number): number =>
    all.reduce((total, one) => {
      if (one.pid === pid) return total + one.ticks * 10
      return one.parent === pid ? total + sum(one.pid) : total
    }, 0)
  return roots.reduce((total, pid) => total + sum(pid), 0)
}

/** Its parent, and the ticks of itself and of its children that have ended: proc(5), stat. */
function readProcess(pid: number): { pid: number; parent: number; ticks: number }[] {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? []
    const ticks = fields.slice(11, 15).reduce((sum, one) => sum + one, 0)
    return [{ pid, parent: fields[1] ?? 0, ticks }]
  } catch {
    return [] // It has ended.
  }
}

/** The process that has started this one; null where there is no /proc. */
export const parentOf = (pid: number): number | null => readProcess(pid)[0]?.parent ?? null

/** The process whose command has all these words; null where there is no /proc. */
export function findProcess(...words: string[]): number | null {
  if (!existsSync('/proc/self/stat')) return null
  const found = readdirSync('/proc').find(
    (pid) => /^\d+$/.test(pid) && words.every((word) => commandOf(pid).includes(word)),
  )
  return found === undefined ? null : Number(found)
}

function commandOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}
