'use client'

import { AdminAnswer } from '#components/admin/answer.tsx'
import { AdminButton } from '#components/admin/button.tsx'
import { Select } from '#components/admin/select.tsx'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { LessonChoices } from '#shop/chaos/types.ts'

/** A form that puts a lesson together: which call of a purchase breaks, how, and how often. */
export function OwnLesson({ choices, start }: { choices: LessonChoices; start: Action }) {
  const { form, state, pending } = useAction(start)
  const typed = state?.ok === false ? state.values : undefined
  const pairs = (list: LessonChoices['points']) => list.map(({ id, label }) => [id, label] as const)
  return (
    <form {...form} className="chaos-own" key={JSON.stringify(typed)}>
      <Select
        id="point"
        name="point"
        label="This call"
        choices={pairs(choices.points)}
        defaultValue={typed?.point ?? 'mail'}
      />
      <Select
        id="breakage"
        name="breakage"
        label="breaks so"
        choices={pairs(choices.breakages)}
        defaultValue={typed?.breakage}
      />
      <Select
        id="times"
        name="times"
        label="so often"
        choices={['once', 'twice', '3 times', '4 times', '5 times'].map((label, index) => [String(index + 1), label])}
        defaultValue={typed?.times}
      />
      <AdminButton look="primary" disabled={pending}>
        Break it
      </AdminButton>
      <AdminAnswer state={state} pending={pending} />
    </form>
  )
}
