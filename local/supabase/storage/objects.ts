import { createHash, randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'
import type { Caller } from '#local/supabase/gateway.ts'
import type { StorageFiles } from '#local/supabase/storage/files.ts'
import { noSuchKey } from '#local/supabase/storage/problem.ts'

export type ObjectRow = {
  id: string
  bucket_id: string
  name: string
  version: string
  metadata: { size: number; mimetype: string; cacheControl: string; eTag: string; lastModified: string }
  user_metadata: Record<string, unknown> | null
  path_tokens: string[]
  created_at: Date
  updated_at: Date
}
export type Place = { bucket: string; name: string }
export type Content = {
  bytes: Uint8Array
  type: string
  cacheControl: string
  userMetadata: Record<string, unknown> | null
}

/** The server itself, for what a signed URL has already allowed. */
export const superuser: Caller = { role: 'postgres', claims: {} }

/** Runs statements as the caller: their role and claims, so that the policies of `storage.objects` decide. */
export function asCaller<Result>(
  sql: Sql,
  caller: Caller,
  operation: string,
  work: (transaction: TransactionSql) => Promise<Result>,
): Promise<Result> {
  return sql.begin(async (transaction) => {
    await become(transaction, caller, operation)
    return work(transaction)
  }) as Promise<Result>
}

async function become(transaction: TransactionSql, { role, claims }: Caller, operation: string): Promise<void> {
  await transaction`select set_config('role', ${role}, true),
    set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
    set_config('request.jwt.claim.sub', ${claims.sub ?? ''}, true),
    set_config('request.jwt.claim.role', ${role}, true),
    set_config('storage.operation', ${operation}, true),
    set_config('storage.allow_delete_query', 'true', true)`
}

export async function findObject(sql: Sql, caller: Caller, { bucket, name }: Place): Promise<ObjectRow | undefined> {
  const rows = await asCaller(
    sql,
    caller,
    'storage.object.get',
    (transaction) => transaction<ObjectRow[]>`
      select * from storage.objects where bucket_id = ${bucket} and name = ${name}`,
  )
  return rows[0]
}

/**
 * Stores a version and its row. The row is inserted first, so that policies and constraints can refuse; it is committed
 * only when the content is on the disk. An advisory lock per object keeps two uploads from losing each other's file.
 */
export async function putObject(
  sql: Sql,
  files: StorageFiles,
  { caller, place, content, upsert }: { caller: Caller; place: Place; content: Content; upsert: boolean },
): Promise<string> {
  const row = newRow(caller, place, content)
  const replaced = await sql
    .begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(hashtextextended(${`${place.bucket}/${place.name}`}, 0))`
      const before = await transaction<{ id: string; version: string }[]>`
        select id, version from storage.objects where bucket_id = ${place.bucket} and name = ${place.name}`
      await become(transaction, caller, 'storage.object.upload')
      await insert(transaction, row, upsert)
      await files.write(row.version, content.bytes)
      return before[0]
    })
    .catch(async (error: unknown) => {
      await files.remove([row.version])
      throw error
    })
  if (replaced) await files.remove([replaced.version])
  return replaced?.id ?? row.id
}

/** Tries an upload and undoes it, to learn whether the caller may. */
export async function probeUpload(sql: Sql, caller: Caller, place: Place, upsert: boolean): Promise<void> {
  const undone = new Error('undone')
  const content = {
    bytes: new Uint8Array(),
    type: 'application/octet-stream',
    cacheControl: 'no-cache',
    userMetadata: null,
  }
  await asCaller(sql, caller, 'storage.object.sign_upload_url', async (transaction) => {
    await insert(transaction, newRow(caller, place, content), upsert)
    throw undone
  }).catch((error: unknown) => {
    if (error !== undone) throw error
  })
}

type NewRow = ReturnType<typeof newRow>

function newRow({ claims }: Caller, { bucket, name }: Place, { bytes, type, cacheControl, userMetadata }: Content) {
  const owner = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(claims.sub ?? '') ? (claims.sub ?? null) : null
  const metadata = {
    eTag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    size: bytes.byteLength,
    mimetype: type,
    cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: bytes.byteLength,
    httpStatusCode: 200,
  }
  const identity = {
    id: randomUUID(),
    version: randomUUID(),
    bucket_id: bucket,
    name,
    owner,
    owner_id: claims.sub ?? null,
  }
  return { ...identity, metadata, user_metadata: userMetadata ?? {} }
}

/** Without `returning`, which would need a policy to read. */
async function insert(transaction: TransactionSql, row: NewRow, upsert: boolean): Promise<void> {
  const values = {
    ...row,
    metadata: transaction.json(row.metadata),
    user_metadata: transaction.json(row.user_metadata as never),
  }
  const otherwise = upsert
    ? transaction`on conflict (bucket_id, name) do update set version = excluded.version, owner = excluded.owner,
        owner_id = excluded.owner_id, metadata = excluded.metadata, user_metadata = excluded.user_metadata`
    : transaction``
  await transaction`insert into storage.objects ${transaction(values)} ${otherwise}`
}

/** Removes what the caller may remove; the rest is left without a word, as policies do. */
export async function removeObjects(
  sql: Sql,
  files: StorageFiles,
  caller: Caller,
  { bucket, names }: { bucket: string; names: string[] },
): Promise<Omit<ObjectRow, 'path_tokens'>[]> {
  const rows = await asCaller(
    sql,
    caller,
    'storage.object.delete_many',
    (transaction) => transaction<ObjectRow[]>`
      delete from storage.objects where bucket_id = ${bucket} and name = any(${names}) returning *`,
  )
  await files.remove(rows.map((row) => row.version))
  return rows.map(({ path_tokens, ...row }) => row)
}

/**
 * Gives an object another name. Its version keeps its file, so nothing is copied.
 * @throws StorageProblem when the caller sees no such object or may not change it
 */
export async function moveObject(sql: Sql, caller: Caller, source: Place, target: Place): Promise<string> {
  const rows = await asCaller(sql, caller, 'storage.object.move', async (transaction) => {
    await transaction`select pg_advisory_xact_lock(hashtextextended(${`${source.bucket}/${source.name}`}, 0))`
    return transaction<{ id: string }[]>`
      update storage.objects set bucket_id = ${target.bucket}, name = ${target.name}
      where bucket_id = ${source.bucket} and name = ${source.name} returning id`
  })
  const [row] = rows
  if (!row) throw noSuchKey()
  return row.id
}

/** Stores a copy of an object's content under another name. @throws StorageProblem when the caller sees no such object */
export async function copyObject(sql: Sql, files: StorageFiles, copy: Copy): Promise<string> {
  const { caller, source, target, upsert, copyMetadata } = copy
  const row = await findObject(sql, caller, source)
  const file = row && (await files.open(row.version))
  if (!file) throw noSuchKey()
  const bytes = await file.readFile().finally(() => file.close())
  const { mimetype: type, cacheControl } = row.metadata
  const userMetadata = copyMetadata ? row.user_metadata : null
  return putObject(sql, files, { caller, place: target, content: { bytes, type, cacheControl, userMetadata }, upsert })
}

type Copy = { caller: Caller; source: Place; target: Place; upsert: boolean; copyMetadata: boolean }
