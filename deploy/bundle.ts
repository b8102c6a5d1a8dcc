// Makes the package of one function for one platform: its code with an adapter in one file, and what must lie beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { shop } from '#shop.config.ts'

const project = join(import.meta.dirname, '..')

/** Packages with binaries or data files; they are installed beside the bundle. */
const beside = ['sharp', 'pdfkit', 'fontkit']

export type Bundle = {
  /** the bundle's size in bytes, without the packages beside it */
  bytes: number
  /** packages that must be installed beside it, with their exact versions */
  dependencies: Record<string, string>
  /** bytes of each package in the bundle; `shop` is the store's own code */
  parts: Record<string, number>
}

/** Leaves out what packages bring and the store does not use: Zod's other languages, and the formatter of react-email. */
const unused: Plugin = {
  name: 'unused',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({ contents: "export { default as en } from './en.js'" }))
    onResolve({ filter: /^prettier(\/|$)/ }, ({ path }) => ({ path, namespace: 'unused' }))
    onLoad({ filter: /.*/, namespace: 'unused' }, () => ({ contents: 'module.exports = {}' }))
  },
}

// Some packages call `require`, which a module does not have.
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/** How every package of functions is made. */
const settings = {
  absWorkingDir: project,
  bundle: true,
  metafile: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // The host of Azure brings its own.
  external: [...beside, '@azure/functions-core'],
  define: { 'process.env.NODE_ENV': '"production"' },
  banner: { js: banner },
  logLevel: 'error',
} as const

async function bundleCode(source: { contents: string } | { file: string }, outfile: string, plugins: Plugin[]) {
  const input =
    'file' in source
      ? { entryPoints: [source.file] }
      : { stdin: { contents: source.contents, resolveDir: project, loader: 'ts' as const } }
  const options = { ...settings, external: [...settings.external], plugins: [unused, ...plugins] }
  const { metafile } = await build({ ...options, ...input, outfile })
  const [output] = Object.values(metafile.outputs)
  return { bytes: output?.bytes ?? 0, inputs: output?.inputs ?? {}, imports: output?.imports ?? [] }
}

/** Where shop/photographs/decoder-pool.ts expects the program that decodes photographs. */
const decoder = 'shop/photographs/decoder-child.ts'

/** The packages that shop/reports/pdf-fonts.ts reads its fonts from. */
const fonts = Object.values(shop.type.pdf).flatMap((files) =>
  files.map((file) => file.split('/').slice(0, 2).join('/')),
)

type Made = Awaited<ReturnType<typeof bundleCode>>

/** Makes the program that decodes photographs, when the code has the one that starts it. */
async function addDecoder(made: Made[], folder: string, plugins: Plugin[]): Promise<void> {
  if (!made.some(({ inputs }) => 'shop/photographs/decoder-pool.ts' in inputs)) return
  mkdirSync(dirname(join(folder, decoder)), { recursive: true })
  made.push(await bundleCode({ file: decoder }, join(folder, decoder), plugins))
}

/** The packages that must lie beside the code, with their exact versions. */
function listBeside(made: readonly Made[]): Record<string, string> {
  const imported = made.flatMap(({ imports }) => imports.map(({ path }) => path))
  const { dependencies: pinned } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  const read = made.some(({ inputs }) => 'shop/reports/pdf-fonts.ts' in inputs) ? new Set(fonts) : []
  const names = [...beside.filter((name) => imported.includes(name)), ...read]
  return Object.fromEntries(names.map((name) => [name, pinned[name] ?? '']))
}

function sumUp(made: readonly Made[]): Pick<Bundle, 'bytes' | 'parts'> {
  const parts: Record<string, number> = {}
  for (const [file, { bytesInOutput }] of made.flatMap(({ inputs }) => Object.entries(inputs))) {
    const part = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(file)?.[1] ?? 'shop'
    parts[part] = (parts[part] ?? 0) + bytesInOutput
  }
  return { bytes: made.reduce((sum, { bytes }) => sum + bytes, 0), parts }
}

/**
 * Bundles a function with an adapter into `folder`: `index.mjs`, `package.json` and, for photographs, their decoder.
 * @param entry TypeScript that imports the function and exports what the platform calls
 * @param plugins for tests, which change code on its way
 */
export async function bundle(entry: string, folder: string, plugins: Plugin[] = []): Promise<Bundle> {
  mkdirSync(folder, { recursive: true })
  const made = [await bundleCode({ contents: entry }, join(folder, 'index.mjs'), plugins)]
  await addDecoder(made, folder, plugins)
  const dependencies = listBeside(made)
  const manifest = { type: 'module', private: true, main: 'index.mjs', dependencies }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return { ...sumUp(made), dependencies }
}

/** Programs that share their code, and what a start of each reads. */
export type Programs = Pick<Bundle, 'dependencies'> & {
  /**
   * What is read to run a program, or to load a module that programs import while they run.
   * @param file in the project
   * @throws Error when it is neither
   */
  startOf(...files: string[]): Pick<Bundle, 'bytes' | 'parts'>
}

/**
 * Bundles programs into `folder`, each at its own path with `.js`. What a program imports only while it runs is a file of its own, and
 * is read only then.
 * @param files of the project, such as `deploy/host.ts`
 */
export async function bundlePrograms(files: readonly string[], folder: string): Promise<Programs> {
  const { metafile } = await build({
    ...{ ...settings, external: [...settings.external], plugins: [unused] },
    entryPoints: files.map((file) => ({ in: file, out: file.replace(/\.ts$/, '') })),
    ...{ outdir: folder, splitting: true, chunkNames: 'chunks/[name]-[hash]' },
  })
  const outputs = new Map(Object.entries(metafile.outputs))
  const made = [...outputs.values()]
  const all: Made[] = [...made]
  await addDecoder(all, folder, [])
  return {
    dependencies: listBeside(all),
    startOf(...of) {
      const waiting = of.map((file) => {
        const found = [...outputs].find(([, { entryPoint }]) => entryPoint === file)
        if (!found) throw new Error(`${file} is no program, and no program loads it.`)
        return found[0]
      })
      const read = new Set<string>()
      for (const path of waiting) {
        if (read.has(path)) continue
        read.add(path)
        const { imports = [] } = outputs.get(path) ?? {}
        waiting.push(
          ...imports.flatMap(({ path, kind, external }) => (kind === 'import-statement' && !external ? path : [])),
        )
      }
      return sumUp([...read].flatMap((path) => outputs.get(path) ?? []))
    },
  }
}
