import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type * as z from 'zod'
import { actingStaff, type Staff } from '#app/session.ts'
import { signInAgain } from '#app/sign-in-path.ts'
import { inTrip } from '#app/trip.ts'
import type { Action, ActionState, Call } from '#components/ui/use-action.ts'
import { FieldError } from '#lib/changes.ts'
import { ShopError } from '#lib/errors.ts'
import { createLog } from '#lib/log.ts'
import { activeReference, failActiveSpan } from '#lib/span.ts'

const log = createLog({ scope: 'admin' })
const ourFault = 'Something went wrong on our side. Please try again in a moment.'

/**
 * Makes a server action for a form of the admin. It does not send the fields back, because they may be long and the page
 * keeps what was typed. The database checks the rights of the member of staff.
 * @param run gives the message to show, if there is one; may redirect
 */
export function adminAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, person: Staff) => Promise<string | undefined>,
): Action {
  const act: Action = async (_previous, form) => {
    try {
      const person = await actingStaff()
      const parsed = schema.safeParse(Object.fromEntries(form))
      if (!parsed.success) return refuse(parsed.error)
      const message = await run(parsed.data, person)
      return message ? { ok: true, message } : { ok: true }
    } catch (error) {
      const message = explain(error)
      return error instanceof FieldError
        ? { ok: false, message, fields: { [error.field]: message } }
        : { ok: false, message, ...(await signInAgain(error)) }
    }
  }
  return (previous, form) => inTrip(() => act(previous, form))
}

/** Makes a server action for the admin that a script calls with a value instead of a form. */
export function adminCall<Schema extends z.ZodType, Value>(
  schema: Schema,
  run: (input: z.output<Schema>, person: Staff) => Promise<Value>,
): Call<z.input<Schema>, Value> {
  const act: Call<z.input<Schema>, Value> = async (input) => {
    try {
      const person = await actingStaff()
      const parsed = schema.safeParse(input)
      if (!parsed.success) return { ok: false, message: parsed.error.issues[0]?.message ?? ourFault }
      return { ok: true, value: await run(parsed.data, person) }
    } catch (error) {
      return { ok: false, message: explain(error) }
    }
  }
  return (input) => inTrip(() => act(input))
}

function explain(error: unknown): string {
  unstable_rethrow(error)
  if (error instanceof ShopError) return error.message
  log.error('action failed', { error })
  failActiveSpan(error)
  const reference = activeReference()
  return reference ? `${ourFault} (${reference})` : ourFault
}

function refuse(error: z.ZodError): ActionState {
  const fields: Record<string, string> = {}
  for (const { path, message } of error.issues) fields[String(path[0])] ??= message
  const count = Object.keys(fields).length
  const message = count > 1 ? `Please correct ${count} fields.` : (error.issues[0]?.message ?? ourFault)
  return { ok: false, message, fields }
}
