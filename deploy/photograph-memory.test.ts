import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deliveryOf, testEnvironment } from '#functions/runtime/testing.ts'
import { type Listening, listen } from '#local/listen.ts'
import { startTestDatabase, type TestDatabase } from '#local/supabase/test-database.ts'

const isLinux = existsSync('/proc/self/status')
/** The most that storage takes: the `originals` bucket. */
const largestFile = 15_728_640

let database: TestDatabase
let queue: Listening
let host: ReturnType<typeof spawn>
let url = ''
let product = ''

beforeAll(async () => {
  if (!isLinux) return
  database = await startTestDatabase()
  queue = await listen(async () => Response.json({ messageId: 'msg_1' }))
  const { sql } = database
  await sql`insert into categories (slug, name) values ('lamps', 'Lamps')`
  await sql`insert into collections (slug, name, hex) values ('dusk', 'Dusk', '#112233')`
  const [row] = await sql`insert into products (slug, sku, name, category_id, collection_id, weight_grams, light, year)
    select 'moth', 'moth', 'Moth', a.id, o.id, 900, '{}', 2026 from categories a, collections o returning id`
  product = row?.id
  const environment = { ...testEnvironment({ database: database.url, queue: queue.url }), PORT: '0' }
  host = spawn(process.execPath, [join(import.meta.dirname, 'host.ts'), 'make-thumbnail'], {
    env: { PATH: process.env.PATH, ...environment } as never,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const [{ port }] = (await once(host, 'message')) as [{ port: number }]
  url = `http://localhost:${port}/api/make-thumbnail`
})
afterAll(async () => {
  host?.kill()
  await queue?.close()
  await database?.close()
})

type Job = 'webp' | 'fallbacks'
const formats = { webp: ['webp'], fallbacks: ['avif', 'jpeg'] }

/** Makes the sizes of an original as the queue asks for them: WebP, and the other formats in a later job. */
async function make(original: Uint8Array<ArrayBuffer>, jobs: readonly Job[]): Promise<void> {
  const id = randomUUID()
  await database.sql`insert into photographs (id, product_id, role, alt, original_path)
    values (${id}, ${product}, 'on', 'A lamp', ${id})`
  const { error } = await database
    .signIn('service_role')
    .storage.from('originals')
    .upload(id, original, { contentType: 'image/jpeg' })
  expect(error).toBeNull()
  await database.sql`select mark_uploaded(${id})`
  for (const job of jobs) {
    const input = { photographId: id, formats: formats[job] }
    const delivery = deliveryOf('make-thumbnail', `make-thumbnail.${id}.${job}`, input)
    const answer = await fetch(url, { method: 'POST', headers: delivery.headers, body: await delivery.text() })
    expect(await answer.json()).toEqual({ photograph: id, sizes: 7 * formats[job].length })
  }
}

/** The most memory that a process has had at once, in megabytes: proc(5), VmHWM. */
function peakOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** Megabytes of Node's own program, which all processes that run it share: proc(5), smaps. */
function programOf(pid: number): number {
  const maps = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ r-)/m)
  const program = maps.filter((map) => map.split('\n', 1)[0]?.endsWith(process.execPath))
  return sum(program.map((map) => Number(/^Rss:\s+(\d+) kB$/m.exec(map)?.[1] ?? 0))) / 1024
}

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)

/** What is read of a decoder; null when it has ended, as it may at any time when it is idle or has too much memory for another photograph. */
function ofLiving<Read>(read: () => Read): Read | null {
  try {
    return read()
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}

/** The most that the function and its decoder can have used together meanwhile. There is one decoder for one photograph at a time. */
async function peakOfMaking(original: Uint8Array<ArrayBuffer>, jobs: readonly Job[]): Promise<number> {
  const pid = host.pid as number
  // Forgets the peaks of before: proc(5), clear_refs.
  for (const one of [pid, ...childrenOf(pid)]) ofLiving(() => writeFileSync(`/proc/${one}/clear_refs`, '5'))
  const decoders = new Map<number, number>()
  const look = () => {
    for (const child of childrenOf(pid)) {
      const peak = ofLiving(() => peakOf(child) - programOf(child))
      // One that has ended and is still listed has no memory.
      if (peak) decoders.set(child, peak)
    }
  }
  // A decoder may be gone when the photograph is made, but a peak stays until then, and small sizes come after the largest.
  const looking = setInterval(look, 20)
  await make(original, jobs).finally(() => clearInterval(looking))
  look()
  expect(childrenOf(pid).length).toBeLessThanOrEqual(1)
  expect(decoders.size).toBeGreaterThan(0)
  return peakOf(pid) + Math.max(...decoders.values())
}

const draw = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#3a6' } })

/** The largest file with this picture: a decoder ignores what follows the end of a JPEG. */
function pad(picture: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(largestFile)
  file.set(picture)
  return file
}

test.runIf(isLinux)(
  'a function and its decoder have room in 512 MB, for a photograph after another and for the heaviest',
  { timeout: 120_000 },
  async () => {
    const noise = { type: 'gaussian', mean: 110, sigma: 12 } as const
    const camera = sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#443', noise } })
    const original = new Uint8Array(await camera.jpeg({ quality: 60 }).toBuffer())
    await make(original, ['webp'])
    expect(await peakOfMaking(original, ['webp', 'fallbacks']), 'of a camera’s photograph').toBeLessThan(400)

    // A picture that is turned is held whole, and a tall one has the largest sizes.
    const turned = draw(8192, 4800).withMetadata({ orientation: 6 }).jpeg()
    expect(await peakOfMaking(pad(await turned.toBuffer()), ['webp', 'fallbacks']), 'turned').toBeLessThan(512)
    const progressive = draw(5656, 4242).jpeg({ progressive: true, chromaSubsampling: '4:4:4' })
    expect(await peakOfMaking(pad(await progressive.toBuffer()), ['webp']), 'progressive').toBeLessThan(512)
    const interlaced = draw(5656, 4242).toColourspace('rgb16').png({ progressive: true })
    expect(await peakOfMaking(new Uint8Array(await interlaced.toBuffer()), ['webp']), 'interlaced').toBeLessThan(512)
    const avif = draw(4160, 3120).avif({ effort: 0 })
    expect(await peakOfMaking(new Uint8Array(await avif.toBuffer()), ['webp']), 'AVIF').toBeLessThan(512)
  },
)
