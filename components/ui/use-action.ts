'use client'

import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useActionState, useLayoutEffect, useState, useTransition } from 'react'

/** What a server action answers. `fields` has one sentence per refused field, `values` what was typed in the form. */
export type ActionState =
  | Readonly<{ ok: true; message?: string }>
  | Readonly<{
      ok: false
      message: string
      fields?: Readonly<Record<string, string>>
      values?: Readonly<Record<string, string>>
    }>

/** A server action in the shape that React's forms call. */
export type Action = (previous: ActionState | null, form: FormData) => Promise<ActionState>

/** What a server action answers that a script calls with a value instead of a form. */
export type CallResult<Value> = { ok: true; value: Value } | { ok: false; message: string }

/** A server action that a script calls with a value. */
export type Call<Input, Value> = (input: Input) => Promise<CallResult<Value>>

const unreachable: ActionState = {
  ok: false,
  message: 'That did not reach us. Check your connection and try again.',
}

/**
 * Runs a server action from a form: `<form {...form}>`.
 * Without JavaScript the browser posts the form. With it, the form is sent in the background and a lost connection
 * becomes a message, where `useActionState` alone would replace the page with an error.
 * @param onSend called before the form leaves; what it returns is called with the answer
 * @param answered what the page was made with: the answer to the form it was posted from
 */
export function useAction(
  action: Action,
  onSend?: (form: FormData) => (answer: ActionState) => void,
  answered: ActionState | null = null,
) {
  const [posted, post] = useActionState(action, answered)
  const [sent, setSent] = useState<ActionState | null>(null)
  const [pending, startTransition] = useTransition()

  // Next keeps left pages alive but hidden; an old answer would be the first thing read on the way back.
  useLayoutEffect(() => () => setSent(null), [])

  async function run(data: FormData, onAnswer: ((answer: ActionState) => void) | undefined) {
    let answer = unreachable
    try {
      answer = await action(null, data)
    } catch (error) {
      // A redirect arrives as an error that belongs to the router.
      unstable_rethrow(error)
    } finally {
      onAnswer?.(answer)
    }
    startTransition(() => setSent(answer))
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    // With the button that was pressed, as the browser itself would send it.
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    const onAnswer = onSend?.(data)
    startTransition(() => run(data, onAnswer))
  }

  return { state: sent ?? posted, pending, form: { action: post, onSubmit, noValidate: true } }
}
