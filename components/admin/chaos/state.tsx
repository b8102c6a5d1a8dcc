import { Badge } from '#components/admin/badge.tsx'
import { writeDuration } from '#components/admin/runs/words.ts'
import type { LessonRun } from '#shop/chaos/types.ts'

/** The verdict of a run in a word, with the time that it took to heal. */
export function LessonState({ run }: { run: LessonRun | null }) {
  if (!run) return null
  if (run.state === 'running') return <Badge tone="busy">Running</Badge>
  const first = run.checks.find(({ ok }) => !ok)
  return (
    <Badge tone={run.state === 'held' ? 'done' : 'wrong'}>
      {run.state === 'held' ? 'Held' : `Broken${first?.id ? `: ${first.id}` : ''}`}
      {run.endedAt && ` · ${writeDuration(run.endedAt - run.startedAt)}`}
    </Badge>
  )
}
