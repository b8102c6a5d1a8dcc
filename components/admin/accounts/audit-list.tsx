import Link from 'next/link'
import { Moment } from '#components/admin/time.tsx'
import { shorten } from '#lib/cut.ts'
import type { AuditEntry, AuditPart } from '#shop/accounts/types.ts'

/** The entries of the audit log as sentences, newest first. The values before and after fold out. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <ul className="audit-list">
      {entries.map((entry) => (
        <li key={entry.id} className="audit-entry">
          <p>
            <span className="font-strong">{entry.actor}</span> {entry.sentence.map(toNode)}.
          </p>
          <Moment at={entry.at} />
          {entry.changes.length > 0 && (
            <details>
              <summary>{entry.isEdit ? 'What changed' : 'Details'}</summary>
              <dl className="audit-changes">
                {entry.changes.map((change) => (
                  <Change key={change.field} {...change} isEdit={entry.isEdit} />
                ))}
              </dl>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function toNode(part: AuditPart) {
  if (typeof part === 'string') return part
  return (
    <Link key={part.href} href={part.href} prefetch={false} className="link">
      {part.text}
    </Link>
  )
}

function Change({ field, before, after, isEdit }: AuditEntry['changes'][number] & { isEdit: boolean }) {
  if (!isEdit) {
    return (
      <>
        <dt>{field}</dt>
        <dd>{shorten(after ?? before ?? '', 300)}</dd>
      </>
    )
  }
  return (
    <>
      <dt>{field}</dt>
      <dd>
        <del>{before === null ? 'empty' : shorten(before, 300)}</del> <span aria-hidden="true">→</span>
        <span className="sr-only"> became </span> <ins>{after === null ? 'empty' : shorten(after, 300)}</ins>
      </dd>
    </>
  )
}
