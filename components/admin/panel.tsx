'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type Action, type ActionState, useAction } from '#components/ui/use-action.ts'

type Say = (answer: ActionState) => void

type PanelProps = {
  /** what the button says that opens the form, and the one that sends it when `submit` does not say otherwise */
  name: string
  submit?: string
  action: Action
  /** hidden fields, such as the id of what this is about */
  values: Readonly<Record<string, string>>
  disabled: boolean
  /** whether nothing has to be filled in: then the button sends at once */
  children?: (state: ActionState | null) => ReactNode
  look?: 'primary' | 'quiet'
}

/**
 * One thing that staff can do: a button that opens its form, or does it when there is nothing to fill in.
 * While the form is open its own button is the only one of that name. What was done is said where the button was.
 */
export function OrderPanel({ name, submit = name, action, values, disabled, children, look = 'quiet' }: PanelProps) {
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState<ActionState | null>(null)
  const [closed, setClosed] = useState(false)

  const close = () => {
    setOpen(false)
    setClosed(true)
  }
  const say: Say = (answer) => {
    setSaid(answer)
    if (answer.ok) close()
  }
  const form = children && (
    <PanelForm key="form" {...{ name, submit, action, values, say }} close={close}>
      {children}
    </PanelForm>
  )
  return (
    <div>
      {open && form}
      {!open && children && (
        <Button
          // Who closes the form is back where it was opened.
          ref={closed ? takeFocus : undefined}
          type="button"
          look={look}
          disabled={disabled}
          onClick={() => {
            setSaid(null)
            setOpen(true)
          }}
        >
          {name}
        </Button>
      )}
      {!children && <Direct {...{ name, action, values, disabled, say, look }} />}
      <Answer answer={open && said?.ok === false ? null : said} />
    </div>
  )
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus()
}

/** What came of it. The place is always there, so that a screen reader hears what appears in it. */
function Answer({ answer }: { answer: ActionState | null }) {
  return (
    <p role="status" className={`pt-2 text-small ${answer?.ok === false ? 'text-wrong' : ''}`}>
      {answer?.message}
    </p>
  )
}

function Hidden({ values }: Pick<PanelProps, 'values'>) {
  return Object.entries(values).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}

type DirectProps = Pick<PanelProps, 'name' | 'action' | 'values' | 'disabled'> & {
  say: Say
  look: 'primary' | 'quiet'
}

function Direct({ name, action, values, disabled, say, look }: DirectProps) {
  const { form, pending } = useAction(action, () => say)
  return (
    <form {...form}>
      <Hidden values={values} />
      <Button look={look} disabled={disabled || pending}>
        {name}
      </Button>
    </form>
  )
}

type FormProps = Pick<PanelProps, 'name' | 'action' | 'values'> & {
  submit: string
  say: Say
  close: () => void
  children: (state: ActionState | null) => ReactNode
}

function PanelForm({ name, submit, action, values, say, close, children }: FormProps) {
  const { state, form, pending } = useAction(action, () => say)
  const title = useId()
  const first = useRef<HTMLFormElement>(null)
  useEffect(() => {
    first.current?.querySelector<HTMLElement>('input:not([type=hidden]), textarea')?.focus()
  }, [])
  return (
    <form {...form} ref={first} aria-labelledby={title} className="order-form">
      <h3 id={title} className="font-strong">
        {name}
      </h3>
      <Hidden values={values} />
      {children(state)}
      {state?.ok === false && (
        <p role="alert" className="text-wrong">
          {state.message}
        </p>
      )}
      <div className="flex flex-wrap gap-3">
        <Button disabled={pending}>{submit}</Button>
        <Button type="button" look="quiet" onClick={close}>
          Not now
        </Button>
      </div>
    </form>
  )
}
