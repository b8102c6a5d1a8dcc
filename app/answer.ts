import 'server-only'
import { cookies } from 'next/headers'
import * as z from 'zod'
import type { ActionState } from '#components/ui/use-action.ts'
import { cut } from '#lib/cut.ts'

/** The longest value that is stored, in characters: a cookie has 4 kB for all of them. */
const longestValue = 200

type Refusal = Extract<ActionState, { ok: false }>

const texts = z.record(z.string(), z.string())
const refusal = z.object({
  ok: z.literal(false),
  message: z.string(),
  fields: texts.optional(),
  values: texts.optional(),
  signIn: z.string().optional(),
})

/**
 * Stores the refusal of a form for the next page. Without JavaScript Next renders a page with a prerendered shell again
 * after a form is posted, and React cannot pass it the form's answer.
 */
export async function keepAnswer(answer: Refusal): Promise<void> {
  const values = Object.entries(answer.values ?? {}).map(([name, value]) => [name, cut(value, longestValue)])
  const options = { httpOnly: true, sameSite: 'strict', path: '/', maxAge: 10 } as const
  ;(await cookies()).set('answer', JSON.stringify({ ...answer, values: Object.fromEntries(values) }), options)
}

/** Gives the refusal of the last form, for ten seconds; null when there is none, or when the cookie is not one of ours. */
export async function readAnswer(): Promise<Refusal | null> {
  const text = (await cookies()).get('answer')?.value
  if (!text) return null
  try {
    return refusal.parse(JSON.parse(text)) as Refusal
  } catch {
    return null
  }
}

/** Deletes the stored refusal before the next form is handled. */
export async function forgetAnswer(): Promise<void> {
  const jar = await cookies()
  if (jar.has('answer')) jar.delete('answer')
}
