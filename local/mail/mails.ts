import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

export type Attachment = {
  filename: string | null
  /** the file in base64; null when `path` has its URL */
  content: string | null
  path: string | null
  content_type: string | null
  content_id: string | null
}

/** A mail as the API received it, with Resend's field names. */
export type Draft = {
  from: string
  to: string[]
  cc: string[] | null
  bcc: string[] | null
  reply_to: string[] | null
  subject: string
  html: string | null
  text: string | null
  headers: Record<string, string>
  tags: { name: string; value: string }[]
  attachments: Attachment[]
}

export type Mail = Draft & {
  id: string
  /** grows with every mail */
  sequence: number
  /** Unix milliseconds */
  created: number
}

export const mailsSchema = `
create table if not exists mails (
  sequence integer primary key autoincrement,
  id text not null unique,
  created integer not null,
  draft text not null
);
`

/** Stores a mail and returns its id. */
export function keepMail(store: DatabaseSync, draft: Draft, created: number): string {
  const id = randomUUID()
  store.prepare('insert into mails (id, created, draft) values (?, ?, ?)').run(id, created, JSON.stringify(draft))
  return id
}

export function findMail(store: DatabaseSync, id: string): Mail | null {
  const row = store.prepare('select * from mails where id = ?').get(id) as Row | undefined
  return row ? readRow(row) : null
}

/** The newest mails older than a sequence, newest first. */
export function listOlder(store: DatabaseSync, before: number, count: number): Mail[] {
  const rows = store.prepare('select * from mails where sequence < ? order by sequence desc limit ?').all(before, count)
  return (rows as Row[]).map(readRow)
}

/** The oldest mails newer than a sequence, newest first. */
export function listNewer(store: DatabaseSync, after: number, count: number): Mail[] {
  const rows = store.prepare('select * from mails where sequence > ? order by sequence limit ?').all(after, count)
  return (rows as Row[]).map(readRow).reverse()
}

/** Does the work in one transaction. */
export function transact<Result>(store: DatabaseSync, work: () => Result): Result {
  store.exec('begin immediate')
  try {
    const result = work()
    store.exec('commit')
    return result
  } catch (error) {
    store.exec('rollback')
    throw error
  }
}

type Row = { sequence: number; id: string; created: number; draft: string }

function readRow({ sequence, id, created, draft }: Row): Mail {
  return { ...(JSON.parse(draft) as Draft), sequence, id, created }
}
