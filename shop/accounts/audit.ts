import * as z from 'zod'
import { type Neighbours, neighbours, type PagePlace, pagePlaceOf } from '#lib/place.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { writeChanges } from '#shop/accounts/audit-fields.ts'
import { type AuditRow, auditRow, writeAudit } from '#shop/accounts/audit-sentences.ts'
import type { AuditEntry, AuditFilter } from '#shop/accounts/types.ts'

/** Names of the tables whose changes are in the audit log. */
export const auditSubjects = {
  products: 'Products',
  variants: 'Finishes',
  photographs: 'Photographs',
  stock_movements: 'Stock',
  orders: 'Orders',
  refunds: 'Refunds',
  staff: 'Staff',
  jobs: 'Jobs',
} as const
const oneOf = (value: unknown) => (Array.isArray(value) ? value[0] : value)
const subject = z.enum(Object.keys(auditSubjects) as [string, ...string[]])

/** Reads a filter from URL parameters. Ignores invalid values. */
export const auditFilter: z.ZodType<AuditFilter, unknown> = z.object({
  subject: z.preprocess(oneOf, subject).nullable().catch(null),
  actor: z.preprocess(oneOf, z.uuid()).nullable().catch(null),
})

/** Reads where a page of the log is from URL parameters. */
export const auditPlace = pagePlaceOf([], z.string().regex(/^\d{1,18}$/))

/** The number of entries on one page of the log. */
const pageSize = 50

const auditPage = z.object({ entries: z.array(auditRow), ...neighbours })

/** Lists a page of the audit log, newest first. A viewer gets roles for names, and no personal data. @throws ShopError forbidden */
export async function listAudit(
  db: Db,
  { subject, actor }: AuditFilter,
  page: PagePlace,
): Promise<{ entries: AuditEntry[] } & Neighbours> {
  const input = { ...page, most: pageSize, ...(subject ? { subject } : {}), ...(actor ? { actor } : {}) }
  const { entries, ...rest } = auditPage.parse(unwrap(await db.rpc('list_audit', input)))
  return { entries: entries.map(toEntry), ...rest }
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor_name,
    sentence: writeAudit(row),
    isEdit: row.action === 'update',
    changes: writeChanges(row.before, row.after, { ...row.about, ...currencyOf(row) }),
  }
}

function currencyOf({ about, after, before }: AuditRow): { currency?: string } {
  const currency = about.currency ?? after?.currency ?? before?.currency
  return typeof currency === 'string' ? { currency } : {}
}
