import Link from 'next/link'
import { Moment } from '#components/admin/time.tsx'
import { shorten } from '#lib/cut.ts'
import type { AuditEntry } from '#shop/accounts/types.ts'

const verbs: Readonly<Record<string, string>> = { insert: 'added', update: 'changed', delete: 'removed' }

type Props = { entries: readonly AuditEntry[]; subjects: Readonly<Record<string, string>> }

/** The entries of the audit log, newest first, with the values before and after. */
export function AuditList({ entries, subjects }: Props) {
  return (
    <ul>
      {entries.map((entry) => (
        <li key={entry.id} className="audit-entry">
          <span className="font-strong">{entry.actor}</span> {verbs[entry.action] ?? entry.action}{' '}
          <Subject entry={entry} name={subjects[entry.subject] ?? entry.subject} />
          <span className="block text-quiet text-small">
            <Moment at={entry.at} />
          </span>
          <dl className="audit-changes">
            {entry.changes.map((change) => (
              <Change key={change.field} {...change} />
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Subject({ entry, name }: { entry: AuditEntry; name: string }) {
  const { subject, subjectId } = entry
  const text = `${name.toLowerCase()} ${subjectId.slice(0, 8)}`
  const orderId = subject === 'refunds' ? entry.changes.find(({ field }) => field === 'order_id')?.after : subjectId
  if (subject === 'orders' || (subject === 'refunds' && orderId))
    return <To href={`/admin/orders/${orderId}`}>{text}</To>
  if (subject === 'products') return <To href={`/admin/products/${subjectId}`}>{text}</To>
  return <span title={subjectId}>{text}</span>
}

function To({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="link">
      {children}
    </Link>
  )
}

function Change({ field, before, after }: AuditEntry['changes'][number]) {
  return (
    <>
      <dt>{field.replaceAll('_', ' ')}</dt>
      <dd>
        {before !== undefined && before !== null && <del>{write(before)}</del>}
        {before !== undefined && before !== null && after !== undefined && ' '}
        {after !== undefined && <ins>{write(after)}</ins>}
      </dd>
    </>
  )
}

function write(value: unknown): string {
  if (value === null || value === '') return 'empty'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return shorten(text, 300)
}
