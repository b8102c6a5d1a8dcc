import 'server-only'
import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import type * as z from 'zod'
import { forgetAnswer, keepAnswer } from '#app/answer.ts'
import { signInAgain } from '#app/sign-in-path.ts'
import { inTrip } from '#app/trip.ts'
import type { Action, ActionState } from '#components/ui/use-action.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { activeReference, failActiveSpan } from '#lib/span.ts'

const log = createLog({ scope: 'action' })

/**
 * Makes a server action: parses the form with `schema`, calls `run`, and answers every form in the same shape.
 * The message of a `ShopError` is shown. Any other error is logged, and the answer is a general message with the first digits of the trace.
 * @param run gives the message to show, if there is one; may redirect
 * @param page the page with the form, which shows a refusal without JavaScript too (`readAnswer`)
 */
export function action<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<string | undefined>,
  page?: string,
): Action {
  const answer = answerForm(schema, run)
  const reply = async (form: FormData) => {
    if (!(await postedWithoutScript())) return answer(form)
    // The page that answers a posted form reads cookies. Next 16.4 allows that only after an action calls `refresh`.
    refresh()
    if (page === undefined) return answer(form)
    await forgetAnswer()
    const state = await answer(form)
    if (!state.ok) await keepAnswer(state)
    redirect(await addressOf(page))
  }
  return (_previous, form) => inTrip(() => reply(form))
}

/** The same for what is no server action: gives what answers a form, and what the form then shows. */
export function answerForm<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<string | undefined>,
): (form: FormData) => Promise<ActionState> {
  return async (form) => {
    const values = readForm(form)
    const shown = withoutSecrets(values)
    const parsed = schema.safeParse(values)
    if (!parsed.success) return refuse(parsed.error, shown)
    try {
      const message = await run(parsed.data)
      return message ? { ok: true, message } : { ok: true }
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof ShopError) return { ...refusalOf(error, values, shown), ...(await signInAgain(error)) }
      log.error('action failed', { error })
      failActiveSpan(error)
      const reference = activeReference()
      return {
        ok: false,
        message: `Something went wrong on our side. Please try again in a moment.${reference ? ` (${reference})` : ''}`,
        values: shown,
      }
    }
  }
}

/** Gives the address that the form was posted from: the page, with its parameters. */
async function addressOf(page: string): Promise<string> {
  const referer = URL.parse((await headers()).get('referer') ?? '')
  return referer?.pathname === page ? page + referer.search : page
}

/** True when the browser posted the form without a script, so that the answer has to be a page. */
async function postedWithoutScript(): Promise<boolean> {
  return !(await headers()).has('next-action')
}

/** Gives the text fields of a form, without those that React adds (their names start with `$`). */
function readForm(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => {
    const [name, value] = entry
    return typeof value === 'string' && !name.startsWith('$')
  })
  return Object.fromEntries(entries)
}

/** Gives the values that the form may show again: no passwords, no codes. */
function withoutSecrets(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !/password|code/i.test(name)))
}

/** A message about a field stands beside it, if the form has that field. */
function refusalOf({ message, field }: ShopError, values: object, shown: Record<string, string>): ActionState {
  if (field === null || !Object.hasOwn(values, field)) return { ok: false, message, values: shown }
  return { ok: false, message, fields: { [field]: message }, values: shown }
}

function refuse(error: z.ZodError, values: Record<string, string>): ActionState {
  const fields: Record<string, string> = {}
  for (const { path, message } of error.issues) fields[String(path[0])] ??= message
  const message = error.issues[0]?.message ?? 'Please check the form.'
  return { ok: false, message, fields, values }
}
