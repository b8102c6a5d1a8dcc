import { StateBadge } from '#components/admin/badge.tsx'
import type { RunState } from '#shop/runs/types.ts'

/** The state of a run, in a word and a mark. */
export function RunStateMark({ state }: { state: RunState }) {
  return <StateBadge of="run" state={state} />
}
