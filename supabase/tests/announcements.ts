import type { Sql } from 'postgres'
import { expect } from 'vitest'

export type Announcement = { changes: number[]; tags: string[] }

/** Forgets every announcement of a change of pages so far. */
export async function forgetAnnouncements(sql: Sql): Promise<void> {
  await sql`delete from private.page_changes`
  await sql`delete from net.http_request_queue`
}

/** Gives the calls to catalog-webhook that wait to be sent. */
export async function announcements(sql: Sql): Promise<Announcement[]> {
  const rows = await sql<{ body: Announcement }[]>`
    select convert_from(body, 'UTF8')::jsonb as body from net.http_request_queue where url like '%/api/catalog-webhook' order by id`
  return rows.map(({ body }) => body)
}

/** Runs a change, and gives the tags that it announced. Every tag must be marked as well as sent. */
export async function announcedBy(sql: Sql, change: PromiseLike<unknown>): Promise<string[]> {
  await forgetAnnouncements(sql)
  await change
  const sent = (await announcements(sql)).flatMap(({ tags }) => tags)
  const marked = await sql<{ tags: string[] }[]>`select tags from private.page_changes`
  expect(marked.flatMap(({ tags }) => tags).toSorted()).toEqual(sent.toSorted())
  return [...new Set(sent)].toSorted()
}
