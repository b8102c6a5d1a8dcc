import * as z from 'zod'
import type { Mail } from '#lib/email.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { listFindings } from '#shop/health/invariants.ts'
import { findingsMail, findingsSubject } from '#shop/health/mails/findings.ts'
import { incidentsMail, incidentsSubject, type NoticedIncident } from '#shop/health/mails/incidents.ts'
import type { Finding } from '#shop/health/types.ts'
import { disputeMail, disputeSubject, failedRefundMail } from '#shop/orders/mails/money-notice.ts'
import { type DisputeNotice, type RefundNotice, readDispute, readFailedRefund } from '#shop/orders/money-notices.ts'
import { stockMail } from '#shop/reports/mails/stock.ts'
import { readStockReport } from '#shop/reports/stock.ts'
import type { StockReport } from '#shop/reports/types.ts'

/** A notice to the owner, as JSON. It is stored before it is sent, so that a retry sends the same text. */
export type Notice =
  | { about: 'findings'; findings: Finding[] }
  | { about: 'incidents'; incidents: NoticedIncident[] }
  | { about: 'stock'; report: StockReport }
  | { about: 'refund'; refund: RefundNotice }
  | { about: 'dispute'; dispute: DisputeNotice }

/**
 * Returns the notice to send; null when it no longer applies.
 * @param id of the subject: a day, a check (an ISO time), a refund, or a dispute with its status
 */
export async function readNotice(db: Db, about: Notice['about'], id: string): Promise<Notice | null> {
  switch (about) {
    case 'findings': {
      const findings = await listFindings(db)
      return findings.length > 0 ? { about, findings } : null
    }
    case 'incidents': {
      const incidents = z.array(incidentRow).parse(unwrap(await db.rpc('get_incidents', { checked_at: id })))
      return incidents.length > 0 ? { about, incidents } : null
    }
    case 'stock': {
      const report = await readStockReport(db, id)
      return report && report.lines.length > 0 ? { about, report } : null
    }
    case 'refund': {
      const refund = await readFailedRefund(db, id)
      return refund && { about, refund }
    }
    case 'dispute': {
      const dispute = await readDispute(db, id)
      return dispute && { about, dispute }
    }
  }
}

const incidentRow = z
  .object({
    part: z.string(),
    note: z.string(),
    began_at: z.string(),
    ended_at: z.string().nullable(),
    jobs: z.array(z.object({ name: z.string(), trace: z.string() })),
  })
  .transform(({ began_at, ended_at, ...incident }) => ({ ...incident, beganAt: began_at, endedAt: ended_at }))

/** Renders the mail of a notice. */
export function writeNotice(notice: Notice, siteUrl: string): Pick<Mail, 'subject' | 'body'> {
  switch (notice.about) {
    case 'findings': {
      const { findings } = notice
      return { subject: findingsSubject(findings), body: findingsMail(findings, siteUrl) }
    }
    case 'incidents': {
      const { incidents } = notice
      return { subject: incidentsSubject(incidents), body: incidentsMail(incidents, siteUrl) }
    }
    case 'stock': {
      const { report } = notice
      const count = report.lines.length === 1 ? 'One finish' : `${report.lines.length} finishes`
      return { subject: `To reorder: ${count}`, body: stockMail(report, siteUrl) }
    }
    case 'refund': {
      const { refund } = notice
      return { subject: `A refund failed: order ${refund.number}`, body: failedRefundMail(refund, siteUrl) }
    }
    case 'dispute': {
      const { dispute } = notice
      return { subject: disputeSubject(dispute), body: disputeMail(dispute, siteUrl) }
    }
  }
}
