import { useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { newId } from '#components/ui/new-id.ts'
import { type Action, useAction } from '#components/ui/use-action.ts'
import type { Card } from '#shop/assistant/cards.ts'

type QuestionFormProps = { card: Extract<Card, { kind: 'question' }>; askHuman: Action }

/** A question to the staff. The button mails it; pressing it twice sends one mail. */
export function QuestionForm({ card, askHuman }: QuestionFormProps) {
  const id = useId()
  const [question] = useState(newId)
  const { state, pending, guarded } = useAction(askHuman)
  if (state?.ok) return <p role="status">{state.message}</p>
  const refused = state && !state.ok ? state.fields : undefined
  return (
    <form {...guarded} className="grid gap-4 border-line border-t pt-4">
      <input type="hidden" name="id" value={question} />
      <Field
        id={`${id}-email`}
        label="Your email"
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={card.email}
        error={refused?.email}
      />
      <div>
        <label htmlFor={`${id}-message`} className="mb-1.5 block font-strong text-small">
          Your question
        </label>
        <textarea
          id={`${id}-message`}
          name="message"
          rows={4}
          maxLength={1000}
          defaultValue={card.message}
          aria-invalid={refused?.message ? true : undefined}
          aria-describedby={refused?.message ? `${id}-error` : undefined}
          className="block w-full rounded-sm border border-quiet bg-transparent px-3.5 py-2.5 text-body hover:border-ink aria-invalid:border-wrong"
        />
        {refused?.message && (
          <p id={`${id}-error`} role="alert" className="mt-1.5 text-small text-wrong">
            {refused.message}
          </p>
        )}
      </div>
      <Button type="submit" disabled={pending} className="justify-self-start">
        Send question
      </Button>
      {state && !state.ok && !refused && (
        <p role="alert" className="text-wrong">
          {state.message}
        </p>
      )}
    </form>
  )
}
