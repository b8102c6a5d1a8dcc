import type { Mail } from '#lib/email.ts'
import type { Db } from '#lib/supabase.ts'
import type { Finding } from '#shop/desk-types.ts'
import { listFindings } from '#shop/invariants.ts'
import { findingsMail } from '#shop/mails/findings.ts'

/** What the owner is to be told, as JSON: written down before it is sent, so that sending it again sends the same. */
export type Notice = { about: 'findings'; findings: Finding[] }

/**
 * What there is to tell the owner; null when it is nothing any more.
 * @param id which night, week or check it is about
 */
export async function readNotice(db: Db, about: Notice['about'], _id: string): Promise<Notice | null> {
  switch (about) {
    case 'findings': {
      const findings = await listFindings(db)
      return findings.length > 0 ? { about, findings } : null
    }
  }
}

/** The mail that tells it. */
export function writeNotice(notice: Notice, siteUrl: string): Pick<Mail, 'subject' | 'body'> {
  switch (notice.about) {
    case 'findings': {
      const { findings } = notice
      const count = findings.length === 1 ? 'One thing does' : `${findings.length} things do`
      return { subject: `${count} not hold`, body: findingsMail(findings, siteUrl) }
    }
  }
}
