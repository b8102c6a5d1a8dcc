import type { Metadata } from 'next'
import Link from 'next/link'
import * as z from 'zod'
import '#app/(admin)/admin/functions/functions.css'
import '#app/(admin)/admin/orders/orders.css'
import { discardJob, replayDeadJobs, replayJob } from '#app/(admin)/admin/functions/actions.ts'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { ActionPanel } from '#components/admin/panel.tsx'
import { JobList } from '#components/admin/runs/job-list.tsx'
import { Field } from '#components/ui/field.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { listJobs } from '#shop/runs/jobs.ts'
import type { JobEntry, JobList as ListName } from '#shop/runs/types.ts'

export const metadata: Metadata = { title: 'Jobs' }

// Rendered for each request: see the layout.
export const instant = false

const lists: readonly (readonly [ListName, string, nothing: string])[] = [
  ['dead', 'Dead', 'No dead jobs: nothing was given up.'],
  ['open', 'Waiting or running', 'No job waits or runs.'],
  ['discarded', 'Discarded', 'Nobody has discarded a job.'],
]
const choice = z.object({
  list: z.enum(['dead', 'open', 'discarded']).catch('dead'),
  name: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .optional()
    .catch(undefined),
})

export default async function JobsPage({ searchParams }: PageProps<'/admin/jobs'>) {
  const { db, role } = await staff()
  const { list, name } = choice.parse(await searchParams)
  const { jobs, counts, isCut } = await listJobs(db, list, name)
  const mayEdit = role !== 'viewer'
  return (
    <>
      <LivePage live={liveSource(env(), '/admin/live')} topic="admin:jobs" every={5000} />
      <AdminHead title="Jobs">
        <p>
          A job is what must be done. It is tried again until it succeeds; after twenty attempts, or a refusal that no
          attempt can change, it is dead and waits for a person.
        </p>
      </AdminHead>
      <nav aria-label="Lists" className="run-spans">
        {lists.map(([one, label]) => (
          <Link key={one} href={addressOf(one, name)} prefetch={false} aria-current={one === list ? 'page' : undefined}>
            {label} <span className="text-quiet">{counts[one]}</span>
          </Link>
        ))}
      </nav>
      {name && (
        <p className="pb-4">
          Only <code>{name}</code>.{' '}
          <Link href={addressOf(list)} prefetch={false} className="link">
            All functions
          </Link>
        </p>
      )}
      {list === 'dead' && jobs.length > 1 && (
        <div className="pb-6">
          <ActionPanel
            name={name ? `Replay all of ${name}` : 'Replay all'}
            action={replayDeadJobs}
            values={name ? { name } : {}}
            disabled={!mayEdit}
          />
        </div>
      )}
      {jobs.length === 0 && <p>{lists.find(([one]) => one === list)?.[2]}</p>}
      <JobList jobs={jobs} actions={(job) => list === 'dead' && <DeadActions job={job} mayEdit={mayEdit} />} />
      {isCut && <p className="pt-4 text-quiet">There are more; these are the latest {jobs.length}.</p>}
    </>
  )
}

function DeadActions({ job: { key }, mayEdit }: { job: JobEntry; mayEdit: boolean }) {
  return (
    <div className="job-actions">
      <ActionPanel name="Replay" action={replayJob} values={{ key }} disabled={!mayEdit} />
      <ActionPanel name="Discard" action={discardJob} values={{ key }} disabled={!mayEdit}>
        {(state) => (
          <Field
            id={`reason-${key}`}
            name="reason"
            label="Reason"
            required
            maxLength={300}
            error={state?.ok === false ? state.fields?.reason : undefined}
          />
        )}
      </ActionPanel>
    </div>
  )
}

function addressOf(list: ListName, name?: string): string {
  const query = new URLSearchParams([
    ...(list === 'dead' ? [] : [['list', list]]),
    ...(name ? [['name', name]] : []),
  ] as [string, string][])
  return query.size > 0 ? `/admin/jobs?${query}` : '/admin/jobs'
}
