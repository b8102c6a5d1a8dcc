import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import '#app/(admin)/admin/chaos/chaos.css'
import { startLesson, startOwnLesson } from '#app/(admin)/admin/chaos/actions.ts'
import { staff } from '#app/session.ts'
import { LessonList } from '#components/admin/chaos/list.tsx'
import { OwnLesson } from '#components/admin/chaos/own.tsx'
import { RefreshWhileRunning } from '#components/admin/chaos/refresh.tsx'
import { AdminHead } from '#components/admin/head.tsx'
import { env } from '#lib/env.ts'
import { hasChaos, listChoices, listLessons } from '#shop/chaos/chaos.ts'

export const metadata: Metadata = { title: 'Chaos' }

// Rendered for each request: see the layout.
export const instant = false

export default async function ChaosPage() {
  const { role } = await staff()
  if (!hasChaos(env()) || role === 'viewer') notFound()
  const [lessons, choices] = await Promise.all([listLessons(env()), listChoices(env())])
  const states = lessons.flatMap(({ last }) => last?.state ?? [])
  const [held, broken] = [
    states.filter((one) => one === 'held').length,
    states.filter((one) => one === 'broken').length,
  ]
  return (
    <>
      {states.includes('running') && <RefreshWhileRunning />}
      <AdminHead title="Chaos">
        <p>
          Each lesson breaks one thing on one real trip through the shop, and shows how the shop heals. A fault touches
          the calls of its own lesson only, and ends with it. The verdict is that of the bank, the mailbox and the
          invariants.
        </p>
        <p>
          {lessons.length} lessons{held > 0 && `, ${held} held`}
          {broken > 0 && `, ${broken} broken`}.
        </p>
      </AdminHead>
      <LessonList lessons={lessons} start={startLesson} />
      <section aria-labelledby="own" className="admin-section">
        <h2 id="own">Break something yourself</h2>
        <p className="admin-quiet">
          A shopper buys a lamp and closes the browser. You choose what breaks on the way. Where one call overtakes
          another, the payment is refunded at once.
        </p>
        <OwnLesson choices={choices} start={startOwnLesson} />
      </section>
    </>
  )
}
