// Fills a store with the catalogue: `node supabase/seed/seed.ts`, with SUPABASE_URL, SUPABASE_SECRET_KEY, SITE_URL and
// STORAGE_WEBHOOK_SECRET of the store; SEED_STAFF_PASSWORD also adds an owner, an editor and a viewer. The functions must
// be running at SITE_URL, because they make the sizes of the uploaded photographs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { isPublishedIn } from '#lib/published-passwords.ts'
import { photographs, readCatalogue } from '#supabase/seed/catalogue.ts'
import { expectData, saveCatalogue } from '#supabase/seed/rows.ts'
import { shopSettings } from '#supabase/seed/settings.ts'
import { saveStaff } from '#supabase/seed/staff.ts'

const timeout = 5 * 60_000

type Row = { original_path: string; status: string; reason: string | null }

function variable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is missing.`)
  return value
}

async function listRows(client: SupabaseClient): Promise<Row[]> {
  const query = client.from('photographs').select('original_path, status, reason').like('original_path', 'catalogue/%')
  return expectData(await query.order('created_at').limit(1000))
}

/** Uploads an original. If it exists, its event was lost, so this deletes it and uploads it again to send a new event. */
async function upload(client: SupabaseClient, path: string): Promise<void> {
  const originals = client.storage.from('originals')
  const bytes = readFileSync(join(photographs, path.replace('catalogue/', '')))
  const put = () => originals.upload(path, bytes, { contentType: 'image/jpeg' })
  let { error } = await put()
  if (error && /exists|duplicate/i.test(error.message)) {
    await originals.remove([path])
    error = (await put()).error
  }
  if (error) throw new Error(`${path}: ${error.message}`)
}

async function uploadAll(client: SupabaseClient, paths: string[]): Promise<void> {
  const queue = paths.values()
  const worker = async () => {
    for (const path of queue) await upload(client, path)
  }
  await Promise.all(Array.from({ length: 3 }, worker))
}

async function waitForSizes(client: SupabaseClient): Promise<Row[]> {
  const deadline = Date.now() + timeout
  let shown = -1
  for (;;) {
    const rows = await listRows(client)
    const settled = rows.filter(({ status }) => status === 'ready' || status === 'failed')
    if (settled.length !== shown) process.stdout.write(`photographs ${settled.length}/${rows.length}\n`)
    shown = settled.length
    if (settled.length === rows.length) return rows
    if (Date.now() > deadline) {
      const late = rows.filter((row) => !settled.includes(row)).map((row) => row.original_path)
      throw new Error(
        `No sizes after ${timeout / 60_000} minutes, are the functions up? ${late.slice(0, 5).join(', ')}`,
      )
    }
    await pause(400)
  }
}

async function main(): Promise<void> {
  const client = createClient(variable('SUPABASE_URL'), variable('SUPABASE_SECRET_KEY'), {
    auth: { persistSession: false },
  })
  const addresses = { site_url: variable('SITE_URL'), webhook_secret: variable('STORAGE_WEBHOOK_SECRET') }
  // Prices take the shop's currency, so the settings come before the catalogue.
  const settings = { ...shopSettings, ...addresses }
  expectData({ data: true, error: (await client.rpc('configure', { settings })).error })
  const catalogue = readCatalogue()
  await saveCatalogue(client, catalogue)
  process.stdout.write(`lamps ${catalogue.products.length}/${catalogue.products.length}\n`)
  const staffPassword = process.env.SEED_STAFF_PASSWORD
  if (staffPassword && isPublishedIn(addresses.site_url, staffPassword)) {
    throw new Error('SEED_STAFF_PASSWORD is a published password; make one with `openssl rand -base64 15`.')
  }
  if (staffPassword) await saveStaff(client, staffPassword)

  const waiting = (await listRows(client)).filter(({ status }) => status === 'waiting')
  const uploads = uploadAll(
    client,
    waiting.map((row) => row.original_path),
  )
  const [rows] = await Promise.all([waitForSizes(client), uploads])
  for (const row of rows.filter(({ status }) => status === 'failed')) {
    process.stderr.write(`${row.original_path} failed: ${row.reason}\n`)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`The seed did not finish: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
