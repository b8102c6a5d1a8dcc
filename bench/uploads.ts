import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import sharp from 'sharp'
import { project } from '#bench/last.ts'
import { cpuOf } from '#bench/processor.ts'
import { compare, loadNow, type Result, type Say, type Taken, takeTurns } from '#bench/result.ts'
import type { Store } from '#bench/store.ts'
import { drawOriginal, widths } from '#bench/thumbnails.ts'
import { keys } from '#local/settings.ts'
import { waitUntil } from '#local/wait.ts'

/** Photographs of one round, of which the slowest is the 95th of a hundred. */
const uploads = 8

/** Uploads as the admin does, one after the other, until the row says that the photograph is ready. */
export async function measureUploads(store: Store, say: Say): Promise<Result[]> {
  const original = await drawOriginal()
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
