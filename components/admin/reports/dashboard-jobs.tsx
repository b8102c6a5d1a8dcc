import { StateBadge } from '#components/admin/badge.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import type { Action } from '#components/ui/use-action.ts'
import type { OpenJob } from '#shop/reports/dashboard-types.ts'

type Props = { jobs: readonly OpenJob[]; waiting: number; replay: Action; mayEdit: boolean }

/** The jobs that have failed at least once. A dead job runs again only when somebody replays it. */
export function DashboardJobs({ jobs, waiting, replay, mayEdit }: Props) {
  const open = waiting === 1 ? 'One job is waiting or running' : `${waiting} jobs are waiting or running`
  return (
    <section aria-labelledby="dashboard-jobs" className="admin-section">
      <h2 id="dashboard-jobs">Jobs</h2>
      <p className="pb-3 text-quiet">
        {waiting === 0 ? 'No jobs are waiting or running' : open}
        {jobs.length === 0 ? ', and none have failed.' : '.'}
      </p>
      {jobs.length > 0 && !mayEdit && (
        <p className="pb-3 text-quiet">Read-only: only editors and owners can replay jobs.</p>
      )}
      <ul>
        {jobs.map((job) => (
          <li key={job.key} className="dashboard-job">
            <div>
              <StateBadge of="job" state={job.status} /> <code className="break-all">{job.key}</code>
              <span className="block text-quiet text-small">
                {job.attempts === 1 ? 'One attempt' : `${job.attempts} attempts`}
                {job.error && `: ${job.error}`}
              </span>
            </div>
            {job.status === 'failed' && (
              <ActionPanel name="Replay" action={replay} values={{ key: job.key }} disabled={!mayEdit} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
