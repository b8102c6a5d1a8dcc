import Link from 'next/link'
import type { ReactNode } from 'react'

type Props = {
  title: ReactNode
  /** the list that this page belongs to */
  back?: readonly [href: string, name: string]
  /** how much there is, or a state */
  note?: ReactNode
  /** what the page is about, in a sentence or two */
  children?: ReactNode
  /** the main action */
  action?: ReactNode
}

/** The head of every page of the admin: where it belongs, its title and counts, and at the right its main action. */
export function AdminHead({ title, back, note, children, action }: Props) {
  return (
    <div className="admin-head">
      <div>
        {back && (
          <p className="admin-back">
            <Link href={back[0]} prefetch={false}>
              {back[1]}
            </Link>
          </p>
        )}
        <div className="admin-title">
          <h1>{title}</h1>
          {note}
        </div>
        {children && <div className="admin-lead">{children}</div>}
      </div>
      {action && <div className="admin-actions">{action}</div>}
    </div>
  )
}
