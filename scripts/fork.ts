// `npm run test:fork`: copies the project, replaces every value of shop.config.ts, builds and starts the store in the copy, and
// walks through it to look for what is left of the old values. Takes about three minutes.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { privateEnvironment } from '#local/settings.ts'
import { copyProject } from '#scripts/copy-project.ts'
import { type Urls, walk } from '#scripts/fork-walk.ts'
import { otherShop } from '#scripts/other-shop.ts'
import { shop } from '#shop.config.ts'

const copy = copyProject('fork-')

/** Replaces the values in the copy's shop.config.ts; its types stay. */
function replaceConfig(): void {
  const file = join(copy, 'shop.config.ts')
  const text = fs.readFileSync(file, 'utf8')
  const types = text.indexOf('\n}\n', text.indexOf('export const shop')) + 3
  fs.writeFileSync(file, `export const shop: ShopConfig = ${JSON.stringify(otherShop, null, 2)}\n${text.slice(types)}`)
}

const options = { cwd: copy, env: { ...process.env, ...privateEnvironment() } }

/** Starts the copy's store as `npm start` does, walks through it, and stops it. */
async function startAndWalk(): Promise<string[]> {
  const parameters = ['local/main.ts', 'start', '--no-past', '--data', '.nightlight/test']
  const store = spawn(process.execPath, parameters, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
  const ended = once(store, 'exit')
  const file = join(copy, '.nightlight/test/urls.json')
  try {
    for (const deadline = Date.now() + 8 * 60_000; !fs.existsSync(file); await pause(200)) {
      if (store.exitCode !== null || Date.now() > deadline) throw new Error('The store of the copy did not start.')
    }
    const urls = JSON.parse(fs.readFileSync(file, 'utf8')) as Omit<Urls, 'staffPassword'>
    const staffPassword = fs.readFileSync(join(copy, '.nightlight/test/staff-password'), 'utf8')
    return await walk({ ...urls, staffPassword }, shop, otherShop)
  } finally {
    store.kill('SIGINT')
    if (store.exitCode === null) await ended
  }
}

try {
  replaceConfig()
  const { status } = spawnSync(process.execPath, ['scripts/generate.ts'], { ...options, stdio: 'inherit' })
  if (status !== 0) throw new Error('The files of the copy could not be generated.')
  const left = await startAndWalk()
  for (const place of left) console.error(place)
  console.log(
    left.length === 0 ? 'Nothing is left of the old shop.' : `${left.length} places are left of the old shop.`,
  )
  process.exitCode = left.length === 0 ? 0 : 1
} finally {
  fs.rmSync(copy, { recursive: true, force: true })
}
