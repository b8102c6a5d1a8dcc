import 'server-only'
import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect, unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import { forgetAnswer, keepAnswer } from '#app/answer.ts'
import type { Action, ActionState } from '#components/ui/use-action.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'

const log = createLog({ scope: 'action' })

/**
 * Makes a server action: parses the form with `schema`, calls `run`, and answers in one shape for every form.
 * A `ShopError` becomes its own message; what else goes wrong is logged and answered with a calm sentence.
 * @param run answers the sentence to show, if there is one; may redirect
 * @param page the personal page that the form stands on, which shows a refusal also without JavaScript (`readAnswer`)
 */
export function action<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>) => Promise<string | undefined>,
  page?: string,
): Action {
  const answer: Action = async (_previous, form) => {
    const values = readForm(form)
    const shown = withoutSecrets(values)
    const parsed = schema.safeParse(values)
    if (!parsed.success) return refuse(parsed.error, shown)
    try {
      const message = await run(parsed.data)
      return message ? { ok: true, message } : { ok: true }
    } catch (error) {
      unstable_rethrow(error)
      if (error instanceof ShopError) return { ok: false, message: error.message, values: shown }
      log.error('action failed', { error })
      return {
        ok: false,
        message: 'That did not work, and it is our fault. Please try again in a moment.',
        values: shown,
      }
    }
  }
  return async (previous, form) => {
    if (!(await postedWithoutScript())) return answer(previous, form)
    // The page that answers a posted form reads cookies, and Next 16.4 lets it only after an action that refreshes.
    refresh()
    if (page === undefined) return answer(previous, form)
    await forgetAnswer()
    const state = await answer(previous, form)
    if (!state.ok) await keepAnswer(state)
    redirect(await placeOf(page))
  }
}

/** Where the form was posted from: the page, with the parameters it had. */
async function placeOf(page: string): Promise<string> {
  const referer = URL.parse((await headers()).get('referer') ?? '')
  return referer?.pathname === page ? page + referer.search : page
}

/** Whether the browser posted the form by itself, so that the answer has to be a page. */
export async function postedWithoutScript(): Promise<boolean> {
  return !(await headers()).has('next-action')
}

/** The text fields of a form, without React's own (they start with `$`). */
function readForm(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => {
    const [name, value] = entry
    return typeof value === 'string' && !name.startsWith('$')
  })
  return Object.fromEntries(entries)
}

/** What is handed back to be shown again: never a password or a code. */
function withoutSecrets(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !/password|code/i.test(name)))
}

function refuse(error: z.ZodError, values: Record<string, string>): ActionState {
  const fields: Record<string, string> = {}
  for (const { path, message } of error.issues) fields[String(path[0])] ??= message
  const message = error.issues[0]?.message ?? 'Something in the form is not right.'
  return { ok: false, message, fields, values }
}
