import Link from 'next/link'
import type { ReactNode } from 'react'
import { StateBadge } from '#components/admin/badge.tsx'
import { Moment } from '#components/admin/time.tsx'
import type { JobEntry } from '#shop/runs/types.ts'

/** Jobs with what became of them; `actions` are the buttons of one. */
export function JobList({ jobs, actions }: { jobs: readonly JobEntry[]; actions(job: JobEntry): ReactNode }) {
  return (
    <ul className="job-list">
      {jobs.map((job) => (
        <li key={job.key}>
          <div>
            <p>
              <StateBadge of="job" state={job.status} /> <code className="break-all">{job.key}</code>
            </p>
            {job.error && (
              <p className={job.status === 'failed' ? 'break-words text-wrong' : 'break-words'}>{job.error}</p>
            )}
            <p className="text-quiet text-small">
              {job.attempts === 1 ? 'One attempt' : `${job.attempts} attempts`}
              {job.finishedAt && (
                <>
                  , the last <Moment at={job.finishedAt} />
                </>
              )}
              {job.nextBy && (
                <>
                  , next by <Moment at={job.nextBy} />
                </>
              )}
              {'. '}
              {job.trace && (
                <Link href={`/admin/traces/${job.trace}`} prefetch={false} className="link">
                  Trace
                  <span className="sr-only"> of {job.key}</span>
                </Link>
              )}
            </p>
          </div>
          {actions(job)}
        </li>
      ))}
    </ul>
  )
}
