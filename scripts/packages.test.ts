import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const project = join(import.meta.dirname, '..')
const folder = join(project, 'node_modules')
const record = readFileSync(join(project, 'docs', 'decisions', '0066-what-each-package-is-for.md'), 'utf8')

const seen = new Set<number>()
/** MB of the files in a folder, a file of several names once. Their blocks on disk are others with each file system. */
function weigh(path: string): number {
  return readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => {
    const file = join(path, entry.name)
    if (entry.isDirectory()) return sum + weigh(file)
    const { ino, size } = lstatSync(file)
    if (seen.has(ino)) return sum
    seen.add(ino)
    return sum + size / 2 ** 20
  }, 0)
}

/** What npm makes for other packages, and what a tool keeps there, is no package. */
const packages = readdirSync(folder)
  .filter((name) => !name.startsWith('.'))
  .flatMap((name) => (name.startsWith('@') ? readdirSync(join(folder, name)).map((part) => `${name}/${part}`) : [name]))
  .filter((name) => lstatSync(join(folder, name)).isDirectory())
const sizes = new Map(packages.map((name) => [name, weigh(join(folder, name))]))
const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)

/** The rows of the record: packages, MB, what they are for. A name that ends with `*` stands for all that begin so. */
const rows = [...record.matchAll(/^\| (`.+?) \| (\d+) \| (.+) \|$/gm)].map(([, names = '', size, use = '']) => {
  const wanted = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  const matches = (name: string) =>
    wanted.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one))
  return { names, size: Number(size), use, packages: packages.filter(matches) }
})

// The sizes are those of the packages for this system.
const isMeasured = process.platform === 'linux' && process.arch === 'x64' && existsSync('/lib64/ld-linux-x86-64.so.2')

test.runIf(isMeasured)('npm ci installs less than 820 MB beside Node itself', () => {
  expect(sum(packages.filter((name) => name !== 'node'))).toBeLessThan(820)
})

test.runIf(isMeasured)('the record says what each large package is for, and how large it is', () => {
  expect(rows.length).toBeGreaterThan(10)
  const named = new Set(rows.flatMap((row) => row.packages))
  const unnamed = [...sizes].filter(([name, size]) => size > 5 && !named.has(name))
  expect(unnamed.map(([name]) => name)).toEqual([])
  const wrong = rows.filter(({ names, size, packages: found }) => {
    // An `npm install` takes away the headers that came with Node.
    const least = names === '`node`' ? 0 : size - Math.max(2, size / 10)
    return sum(found) < least || sum(found) > size + Math.max(2, size / 10)
  })
  expect(wrong.map(({ names, size, packages: found }) => `${names}: ${Math.round(sum(found))}, not ${size}`)).toEqual(
    [],
  )
  expect(rows.filter(({ use }) => use.length < 5)).toEqual([])
})
