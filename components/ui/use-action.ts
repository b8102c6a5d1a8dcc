'use client'

import { unstable_rethrow } from 'next/navigation'
import { type FormEvent, useActionState, useLayoutEffect, useState, useTransition } from 'react'

/** The answer of a server action. `fields` has one message per refused field, `values` what was typed in the form. */
export type ActionState =
  | Readonly<{ ok: true; message?: string }>
  | Readonly<{
      ok: false
      message: string
      fields?: Readonly<Record<string, string>>
      values?: Readonly<Record<string, string>>
    }>

/** A server action as React's forms call it. */
export type Action = (previous: ActionState | null, form: FormData) => Promise<ActionState>

/** The answer of a server action that a script calls with a value instead of a form. */
export type CallResult<Value> = { ok: true; value: Value } | { ok: false; message: string }

/** A server action that a script calls with a value. */
export type Call<Input, Value> = (input: Input) => Promise<CallResult<Value>>

const unreachable: ActionState = {
  ok: false,
  message: 'The server did not answer. Check your connection and try again.',
}

/**
 * Runs a server action from a form: `<form {...form}>`.
 * Without JavaScript the browser posts the form. With it, the form is sent in the background, and a lost connection
 * becomes a message; `useActionState` alone would replace the page with an error.
 * @param onSend called before the form is sent; the function that it returns is called with the answer
 * @param answered the answer that the server rendered the page with, after a form was posted without JavaScript
 */
export function useAction(
  action: Action,
  onSend?: (form: FormData) => (answer: ActionState) => void,
  answered: ActionState | null = null,
) {
  const [posted, post] = useActionState(action, answered)
  const [sent, setSent] = useState<ActionState | null>(null)
  const [pending, startTransition] = useTransition()

  // Next keeps left pages mounted but hidden; without this, going back would show an old answer.
  useLayoutEffect(() => () => setSent(null), [])

  async function run(data: FormData, onAnswer: ((answer: ActionState) => void) | undefined) {
    let answer = unreachable
    try {
      answer = await action(null, data)
    } catch (error) {
      // Next signals a redirect by throwing an error.
      unstable_rethrow(error)
    } finally {
      onAnswer?.(answer)
    }
    startTransition(() => setSent(answer))
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    // Includes the pressed button, as the browser does.
    const data = new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
    const onAnswer = onSend?.(data)
    startTransition(() => run(data, onAnswer))
  }

  return { state: sent ?? posted, pending, form: { action: post, onSubmit, noValidate: true } }
}
