'use client'

import { useActionState } from 'react'
import { markSaved, markUnsaved } from '#components/ui/unsaved.ts'
import { type FormAnswer, type OnSend, useSending } from '#components/ui/use-sending.ts'

/** The answer of a server action. */
export type ActionState = FormAnswer

/** A server action as React's forms call it. */
export type Action = (previous: ActionState | null, form: FormData) => Promise<ActionState>

/** The answer of a server action that a script calls with a value instead of a form. */
export type CallResult<Value> = { ok: true; value: Value } | { ok: false; message: string }

/** A server action that a script calls with a value. */
export type Call<Input, Value> = (input: Input) => Promise<CallResult<Value>>

/**
 * Runs a server action from a form: `<form {...form}>`.
 * Without JavaScript the browser posts the form. With it, the form is sent in the background: `useSending`.
 * A form with `{...guarded}` in place of `{...form}` is not left with unsaved input before the person has agreed.
 * @param answered the answer that the server rendered the page with, after a form was posted without JavaScript
 */
export function useAction(action: Action, onSend?: OnSend, answered: ActionState | null = null) {
  const [posted, post] = useActionState(action, answered)
  const { state, pending, onSubmit } = useSending((form) => action(null, form), onSend, markSaved)
  const form = { action: post, onSubmit, noValidate: true }
  return { state: state ?? posted, pending, form, guarded: { ...form, onInput: markUnsaved } }
}
