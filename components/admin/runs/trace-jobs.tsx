import type { ReactNode } from 'react'
import { StateBadge } from '#components/admin/badge.tsx'
import { Moment } from '#components/admin/time.tsx'
import type { TraceJob } from '#shop/runs/types.ts'

/** The jobs of a trace, each with the steps that it has done. */
export function TraceJobs({ jobs, actions }: { jobs: readonly TraceJob[]; actions(job: TraceJob): ReactNode }) {
  return (
    <ul className="trace-jobs">
      {jobs.map((job) => (
        <li key={job.key}>
          <div>
            <p>
              <StateBadge of="job" state={job.status} /> <code className="break-all">{job.key}</code>
            </p>
            <p className="text-quiet text-small">
              {job.runs === 1 ? 'One run' : `${job.runs} runs`}, planned <Moment at={job.createdAt} />
              {job.finishedAt && (
                <>
                  , {job.status === 'done' ? 'done' : 'last tried'} <Moment at={job.finishedAt} />
                </>
              )}
            </p>
            {job.error && <p className="break-words text-small text-wrong">{job.error}</p>}
            {job.steps.length > 0 && (
              <p className="text-small">
                Steps:{' '}
                {job.steps.map(({ step, run }, index) => (
                  <span key={step}>
                    {index > 0 && ', '}
                    {step}
                    {job.runs > 1 && <span className="text-quiet"> (run {run})</span>}
                  </span>
                ))}
              </p>
            )}
          </div>
          {actions(job)}
        </li>
      ))}
    </ul>
  )
}
