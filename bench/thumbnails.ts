import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import sharp from 'sharp'
import { project } from '#bench/last.ts'
import { cpuOf } from '#bench/processor.ts'
import { compare, loadNow, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import type { Store } from '#bench/store.ts'
import { keys } from '#local/settings.ts'
import { waitUntil } from '#local/wait.ts'
import { makePhotograph } from '#shop/photographs/decoder-pool.ts'

const widths = [2400, 1920, 1280, 960, 640, 320, 160]
/** Photographs of one round: an even number, because two are made at once. */
const [made, uploads] = [6, 8]

/** Measures how long the sizes of a photograph of 12 megapixels take: those of the store, those of libvips, and an upload. */
export async function measureThumbnails(store: Store, say: Say): Promise<Result[]> {
  const original = await drawOriginal()
  return [...(await measureMaking(original, say)), ...(await measureUploads(store, original, say))]
}

/** A photograph of the catalogue with the pixels of a camera, and some of its noise. */
async function drawOriginal(): Promise<Buffer> {
  const [width, height] = [4000, 3000]
  const noise = { type: 'gaussian', mean: 128, sigma: 6 } as const
  const grain = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .png()
    .toBuffer()
  const whole = await sharp(join(project, 'supabase', 'seed', 'photographs', 'regatta-on.jpg'))
    .resize(width, height, { fit: 'cover' })
    .composite([{ input: grain, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer()
  return whole
}

async function measureMaking(original: Buffer, say: Say): Promise<Result[]> {
  const directory = mkdtempSync(join(tmpdir(), 'nightlight-bench-'))
  const file = join(directory, 'original.jpg')
  writeFileSync(file, original)
  const hasTool = spawnSync('vipsthumbnail', ['--vips-version']).status === 0
  if (!hasTool) say('vipsthumbnail is not installed, so its line is left out (libvips-tools)')
  try {
    const sides = [
      { name: 'store', take: () => takeImages(() => makePhotograph([original], ['webp'], async () => {})) },
      { name: 'decoding alone', take: () => takeImages(() => sharp(original).raw().toBuffer()) },
      ...(hasTool ? [{ name: 'two vipsthumbnail', take: () => takeImages(() => runTool(file, directory)) }] : []),
    ]
    // The first one starts the children.
    await sides[0]?.take()
    const taken = await takeTurns(sides, (line) => say(`12 megapixels to all WebP sizes ${line} images/s`))
    const what = { name: '12 megapixels to all WebP sizes, two at once', unit: 'images/s' } as const
    return sides.slice(1).map(({ name }) => compare({ ...what, limit: name }, taken.store ?? [], taken[name] ?? []))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Makes photographs, two at once. */
async function takeImages(make: () => Promise<unknown>): Promise<Taken> {
  const [began, worked] = [performance.now(), cpuOf([process.pid])]
  const lane = async () => {
    for (let count = 0; count < made / 2; count++) await make()
  }
  await Promise.all([lane(), lane()])
  const spent = worked === null ? null : (cpuOf([process.pid]) ?? worked) - worked
  return { value: made / ((performance.now() - began) / 1000), cpu: spent === null ? null : spent / made }
}

/** The tool makes one size in a run, with the settings of the store. */
async function runTool(file: string, directory: string): Promise<void> {
  for (const width of widths) {
    const output = join(directory, `${randomUUID()}.webp[Q=80,effort=2,strip]`)
    const child = spawn('vipsthumbnail', [file, '--size', `${width}x`, '-o', output], { stdio: 'inherit' })
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error('vipsthumbnail failed.')
  }
}

/** Uploads as the admin does, one after the other, until the row says that the photograph is ready. */
async function measureUploads(store: Store, original: Buffer, say: Say): Promise<Result[]> {
  const ports: { supabase: number } = JSON.parse(readFileSync(join(project, '.nightlight', 'ports.json'), 'utf8'))
  const api = createClient(`http://127.0.0.1:${ports.supabase}`, keys.supabaseSecret)
  const first = await upload(store, api, original)
  say(`upload to ready, the first: ${Math.round(first)} ms`)
  const waits: number[] = []
  const sides = [
    { name: 'store', take: () => takeUploads(store, api, original, waits) },
    { name: 'the sizes alone', take: () => takeSizes(original) },
  ] as const
  const taken = await takeTurns(sides, (line) => say(`upload to ready, p95, ${line} ms`))
  const alone = { unit: 'ms', limit: null, ratio: null, cpu: null, cpuLimit: null, load: loadNow() } as const
  const sorted = waits.toSorted((a, b) => a - b)
  return [
    compare(
      { name: 'upload to ready, p95', unit: 'ms', limit: 'the sizes alone' },
      taken.store,
      taken['the sizes alone'],
    ),
    { ...alone, name: 'upload to ready, median', ours: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN },
    { ...alone, name: 'upload to ready, the first after a pause', ours: first },
  ]
}

const p95 = (waits: readonly number[]) =>
  waits.toSorted((a, b) => a - b)[Math.ceil(waits.length * 0.95) - 1] ?? Number.NaN

async function takeUploads(store: Store, api: SupabaseClient, original: Buffer, all: number[]): Promise<Taken> {
  const worked = cpuOf(store.all)
  const waits: number[] = []
  for (let count = 0; count < uploads; count++) waits.push(await upload(store, api, original))
  all.push(...waits)
  const spent = worked === null || store.all.length === 0 ? null : (cpuOf(store.all) ?? worked) - worked
  return { value: p95(waits), cpu: spent === null ? null : spent / uploads }
}

/** Milliseconds from the first byte to the row that says ready. The photograph is removed then, so no further formats are made. */
async function upload({ sql }: Store, api: SupabaseClient, original: Buffer): Promise<number> {
  const id = randomUUID()
  await sql`insert into public.photographs (id, product_id, role, alt, original_path, position)
    select ${id}, p.id, 'detail', 'A measured photograph', ${`${id}.jpg`}, 1000 from public.products p order by p.slug limit 1`
  const began = Date.now()
  const { error } = await api.storage.from('originals').upload(`${id}.jpg`, original, { contentType: 'image/jpeg' })
  if (error) throw error
  let row: { status: string; reason: string | null; at: number } | undefined
  await waitUntil(async () => {
    ;[row] = await sql<NonNullable<typeof row>[]>`select status, reason,
      extract(epoch from updated_at)::double precision * 1000 as at from public.photographs where id = ${id}`
    return row?.status === 'ready' || row?.status === 'failed'
  }, 'a photograph is not ready')
  await sql`delete from public.photographs where id = ${id}`
  if (row?.status !== 'ready') throw new Error(`A photograph failed: ${row?.reason}`)
  return row.at - began
}

/** The same sizes one after the other, with nothing around: no storage, no queue, no row, no process of its own. */
async function takeSizes(original: Buffer): Promise<Taken> {
  const worked = cpuOf([process.pid])
  const waits: number[] = []
  for (let count = 0; count < uploads; count++) {
    const began = performance.now()
    let raw = await sharp(original).resize({ width: widths[0] }).raw().toBuffer({ resolveWithObject: true })
    for (const width of widths) {
      const { data, info } = raw
      const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
      await picture.clone().webp({ quality: 80, effort: 2 }).toBuffer()
      const next = widths[widths.indexOf(width) + 1]
      if (next) raw = await picture.resize({ width: next }).raw().toBuffer({ resolveWithObject: true })
    }
    waits.push(performance.now() - began)
  }
  const spent = worked === null ? null : (cpuOf([process.pid]) ?? worked) - worked
  return { value: p95(waits), cpu: spent === null ? null : spent / uploads }
}
