import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/chaos/chaos.css'
import '#app/(admin)/admin/chaos/lesson.css'
import '#app/(admin)/admin/orders/orders.css'
import '#app/(admin)/admin/traces/traces.css'
import { startLesson, stopLesson } from '#app/(admin)/admin/chaos/actions.ts'
import { staff } from '#app/session.ts'
import { LessonChain } from '#components/admin/chaos/chain.tsx'
import { LessonNotes } from '#components/admin/chaos/notes.tsx'
import { RefreshWhileRunning } from '#components/admin/chaos/refresh.tsx'
import { LessonButton } from '#components/admin/chaos/start.tsx'
import { LessonState } from '#components/admin/chaos/state.tsx'
import { LessonVerdict } from '#components/admin/chaos/verdict.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { layOut } from '#components/admin/runs/lay-out.ts'
import { Waterfall } from '#components/admin/runs/waterfall.tsx'
import { OrderNumber } from '#components/orders/number.tsx'
import { env } from '#lib/env.ts'
import type { Db } from '#lib/supabase.ts'
import { findLesson, hasChaos } from '#shop/chaos/chaos.ts'
import type { LessonRun } from '#shop/chaos/types.ts'
import { findTrace } from '#shop/runs/runs.ts'

export const metadata: Metadata = { title: 'A lesson in chaos' }

// Rendered for each request: see the layout.
export const instant = false

export default async function LessonPage({ params }: PageProps<'/admin/chaos/[lesson]'>) {
  const { db, role } = await staff()
  if (!hasChaos(env()) || role === 'viewer') notFound()
  const lesson = await findLesson(env(), (await params).lesson)
  if (!lesson) notFound()
  const { id, title, broken, fear, instead, code, last } = lesson
  const isRunning = last?.state === 'running'
  return (
    <>
      {isRunning && <RefreshWhileRunning />}
      <AdminHead
        back={['/admin/chaos', 'Chaos']}
        title={title}
        note={<LessonState run={last} />}
        action={
          isRunning ? (
            <LessonButton action={stopLesson} id={id} name="Stop" title={title} />
          ) : (
            <LessonButton
              action={startLesson}
              id={id}
              name={last ? 'Start again' : 'Start'}
              title={title}
              look="primary"
            />
          )
        }
      >
        <p>{broken}</p>
      </AdminHead>
      <LessonChain {...lesson} state={last?.state ?? null} full />
      <div className="chaos-words">
        <section aria-labelledby="fear">
          <h2 id="fear">What one would fear</h2>
          <p>{fear}</p>
        </section>
        <section aria-labelledby="instead">
          <h2 id="instead">What the shop does instead</h2>
          <p>{instead}</p>
          <ul>
            {code.map(({ file, name }) => (
              <li key={file + name}>
                <code>{file}</code> <code className="chaos-name">{name}</code>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {last && <Run run={last} db={db} />}
    </>
  )
}

async function Run({ run, db }: { run: LessonRun; db: Db }) {
  const { trace: id, order, notes, checks, state } = run
  const trace = id ? await findTrace(db, id) : null
  const groups = trace ? layOut(trace, Date.now()) : []
  return (
    <>
      <div className="chaos-run">
        <section aria-labelledby="happened">
          <h2 id="happened">What happened</h2>
          <LessonNotes notes={notes} />
        </section>
        {state !== 'running' && (
          <section aria-labelledby="verdict">
            <h2 id="verdict">Verdict</h2>
            <LessonVerdict state={state} checks={checks} />
          </section>
        )}
      </div>
      {groups.length > 0 && (
        <section aria-labelledby="trace" className="admin-section">
          <h2 id="trace">Its trace</h2>
          <p className="chaos-links">
            <Link href={`/admin/traces/${id}`} prefetch={false}>
              The trace with its jobs
            </Link>
            {order && (
              <Link href={`/admin/orders/${order.id}`} prefetch={false}>
                Order <OrderNumber number={order.number} />
              </Link>
            )}
          </p>
          <Waterfall groups={groups} />
        </section>
      )}
    </>
  )
}
