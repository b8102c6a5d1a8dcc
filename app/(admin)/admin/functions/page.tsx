import type { Metadata } from 'next'
import Link from 'next/link'
import * as z from 'zod'
import '#app/(admin)/admin/functions/functions.css'
import { staff } from '#app/session.ts'
import { AdminHead } from '#components/admin/head.tsx'
import { FunctionOverview } from '#components/admin/runs/overview.tsx'
import { LivePage } from '#components/ui/live-page.tsx'
import { env } from '#lib/env.ts'
import { liveSource } from '#lib/live-source.ts'
import { functionFacts } from '#shop/runs/facts.gen.ts'
import { readOverview } from '#shop/runs/runs.ts'
import { nextCall, scheduleOf } from '#shop/runs/schedules.ts'

export const metadata: Metadata = { title: 'Functions' }

// Rendered for each request: see the layout.
export const instant = false

const spans = [
  [24, 'Last 24 hours'],
  [168, '7 days'],
  [720, '30 days'],
] as const
const span = z.coerce
  .number()
  .refine((hours) => spans.some(([one]) => one === hours))
  .catch(24)

export default async function FunctionsPage({ searchParams }: PageProps<'/admin/functions'>) {
  const { db } = await staff()
  const hours = span.parse((await searchParams).hours)
  const { functions } = await readOverview(db, hours)
  const now = new Date()
  const rows = functionFacts.flatMap((facts) => {
    const summary = functions.find(({ name }) => name === facts.name)
    const nextAt = nextCall(scheduleOf(facts, env()), now)?.toISOString() ?? summary?.nextAt ?? null
    return summary ? [{ facts, summary, nextAt }] : []
  })
  // Those that work first.
  rows.sort((left, right) => right.summary.runs - left.summary.runs || left.facts.name.localeCompare(right.facts.name))
  const sum = (value: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + value(row), 0)
  const [runs, failed, cold] = [
    sum((row) => row.summary.runs),
    sum((row) => row.summary.failed),
    sum((row) => row.summary.cold),
  ]
  const asleep = rows.filter(({ summary }) => summary.runs === 0).length
  return (
    <>
      <LivePage live={liveSource(env(), '/admin/live')} topic="admin:runs" every={5000} />
      <AdminHead title="Functions">
        <p>
          {runs === 1 ? 'One run' : `${runs} runs`}, {failed === 0 ? 'none failed' : `${failed} failed`},{' '}
          {cold === 1 ? 'one cold start' : `${cold} cold starts`}. {asleep} of {rows.length} functions did not run, and
          cost nothing.
        </p>
      </AdminHead>
      <nav aria-label="Time" className="run-spans">
        {spans.map(([one, label]) => (
          <Link
            key={one}
            href={one === 24 ? '/admin/functions' : `/admin/functions?hours=${one}`}
            prefetch={false}
            aria-current={one === hours ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
        <Link href="/admin/runs" prefetch={false}>
          All runs
        </Link>
      </nav>
      <FunctionOverview rows={rows} hours={hours} />
    </>
  )
}
