import { stateWords } from '#components/admin/runs/words.ts'
import type { RunState } from '#shop/runs/types.ts'

/** The state of a run, in a word and a mark. */
export function RunStateMark({ state }: { state: RunState }) {
  return <span className={`run-state ${state}`}>{stateWords[state]}</span>
}
