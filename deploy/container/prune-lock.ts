type Entry = {
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  peerDependenciesMeta?: Record<string, { optional?: boolean }>
}
export type Lock = { lockfileVersion: number; packages: Record<string, Entry> }

/**
 * A lock file with some packages and what they need, in the versions of another one.
 * @param lock npm's, which lists a package by its folder
 * @param dependencies packages with their exact versions
 */
export function pruneLock({ lockfileVersion, packages }: Lock, name: string, dependencies: Record<string, string>) {
  const kept: Record<string, Entry> = { '': { name, dependencies } as Entry }
  /** The folder that Node finds: the nearest above the package that imports it. */
  const find = (from: string, wanted: string): string | undefined => {
    const path = `${from ? `${from}/` : ''}node_modules/${wanted}`
    if (path in packages) return path
    return from ? find(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), wanted) : undefined
  }
  const waiting = Object.keys(dependencies).map((wanted) => ({ from: '', wanted }))
  for (const { from, wanted } of waiting) {
    const path = find(from, wanted)
    const entry = path === undefined ? undefined : packages[path]
    if (!path || !entry || path in kept) continue
    kept[path] = entry
    const { peerDependenciesMeta: meta = {} } = entry
    const peers = Object.keys(entry.peerDependencies ?? {}).filter((peer) => !meta[peer]?.optional)
    const names = [...Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }), ...peers]
    waiting.push(...names.map((needed) => ({ from: path, wanted: needed })))
  }
  return { name, lockfileVersion, requires: true, packages: kept }
}
