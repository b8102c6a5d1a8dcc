'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { AdminButton } from '#components/admin/button.tsx'
import { ActionMessage } from '#components/ui/refusal.tsx'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'

type OnAnswer = (answer: ActionState) => void

type PanelProps = {
  /** the text of the button that opens the form, and of the submit button unless `submit` is given */
  name: string
  submit?: string
  action: Action
  /** hidden fields, such as the id of the order */
  values: Readonly<Record<string, string>>
  disabled: boolean
  /** the fields of the form; without them the button submits at once */
  children?: (state: ActionState | null) => ReactNode
  look?: 'primary' | 'quiet'
}

/**
 * An action of staff: a button that opens its form, or submits at once when there are no fields.
 * While the form is open, it replaces the button. The answer is shown where the button was.
 */
export function ActionPanel({ name, submit = name, action, values, disabled, children, look = 'quiet' }: PanelProps) {
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState<ActionState | null>(null)
  const [closed, setClosed] = useState(false)

  const close = () => {
    setOpen(false)
    setClosed(true)
  }
  const onAnswer: OnAnswer = (answer) => {
    setAnswer(answer)
    if (answer.ok) close()
  }
  const form = children && (
    <PanelForm key="form" {...{ name, submit, action, values, onAnswer }} close={close}>
      {children}
    </PanelForm>
  )
  return (
    <div>
      {open && form}
      {!open && children && (
        <AdminButton
          // Closing the form returns the focus to the button that opened it.
          ref={closed ? takeFocus : undefined}
          type="button"
          look={look}
          disabled={disabled}
          onClick={() => {
            setAnswer(null)
            setOpen(true)
          }}
        >
          {name}
        </AdminButton>
      )}
      {!children && <Direct {...{ name, action, values, disabled, onAnswer, look }} />}
      <Answer answer={open && answer?.ok === false ? null : answer} />
    </div>
  )
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}

/** The answer. The element is always rendered, so that a screen reader announces its text. */
function Answer({ answer }: { answer: ActionState | null }) {
  return (
    <p role="status" className={`pt-2 text-small ${answer?.ok === false ? 'text-wrong' : ''}`}>
      <ActionMessage state={answer} />
    </p>
  )
}

function Hidden({ values }: Pick<PanelProps, 'values'>) {
  return Object.entries(values).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}

type DirectProps = Pick<PanelProps, 'name' | 'action' | 'values' | 'disabled'> & {
  onAnswer: OnAnswer
  look: 'primary' | 'quiet'
}

function Direct({ name, action, values, disabled, onAnswer, look }: DirectProps) {
  const { form, pending } = useAction(action, () => onAnswer)
  return (
    <form {...form}>
      <Hidden values={values} />
      <AdminButton look={look} disabled={disabled || pending}>
        {name}
      </AdminButton>
    </form>
  )
}

type FormProps = Pick<PanelProps, 'name' | 'action' | 'values'> & {
  submit: string
  onAnswer: OnAnswer
  close: () => void
  children: (state: ActionState | null) => ReactNode
}

function PanelForm({ name, submit, action, values, onAnswer, close, children }: FormProps) {
  const { state, guarded, pending } = useAction(action, () => onAnswer)
  const title = useId()
  const first = useRef<HTMLFormElement>(null)
  useEffect(() => {
    first.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea')?.focus()
  }, [])
  return (
    <form {...guarded} ref={first} aria-labelledby={title} className="order-form">
      <h3 id={title} className="font-strong">
        {name}
      </h3>
      <Hidden values={values} />
      {children(state)}
      {state?.ok === false && (
        <p role="alert" className="text-wrong">
          <ActionMessage state={state} />
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <AdminButton disabled={pending}>{submit}</AdminButton>
        <AdminButton type="button" look="quiet" onClick={close}>
          Not now
        </AdminButton>
      </div>
    </form>
  )
}
