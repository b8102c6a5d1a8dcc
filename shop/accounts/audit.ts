import { z } from 'zod'
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
  page: z.preprocess(oneOf, z.coerce.number().int().min(1).max(10_000)).catch(1),
})

/** The number of entries on one page of the log. */
export const auditPageSize = 50

const auditPage = z.object({ total: z.number().int(), entries: z.array(auditRow) })

/** Lists the audit log, newest first. A viewer gets roles for names, and no personal data. @throws ShopError forbidden */
export async function listAudit(db: Db, filter: AuditFilter): Promise<{ entries: AuditEntry[]; pages: number }> {
  const first = (filter.page - 1) * auditPageSize
  const { subject, actor } = filter
  const input = { first, most: auditPageSize, ...(subject ? { subject } : {}), ...(actor ? { actor } : {}) }
  const { entries, total } = auditPage.parse(unwrap(await db.rpc('list_audit', input)))
  return { entries: entries.map(toEntry), pages: Math.max(1, Math.ceil(total / auditPageSize)) }
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
