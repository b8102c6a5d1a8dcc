import 'server-only'
import { cookies } from 'next/headers'
import { z } from 'zod'
import type { ActionState } from '#components/ui/use-action.ts'

/** How much of a value a cookie takes: more of them must fit into four kilobytes. */
const longestValue = 200

type Refusal = Extract<ActionState, { ok: false }>

const texts = z.record(z.string(), z.string())
const refusal = z.object({
  ok: z.literal(false),
  message: z.string(),
  fields: texts.optional(),
  values: texts.optional(),
})

/**
 * Keeps what a form was refused with for the page that is shown next. Without JavaScript a page with a prerendered
 * shell is made anew after a posted form, and React then has no way to hand it the form's answer.
 */
export async function keepAnswer(answer: Refusal): Promise<void> {
  const values = Object.entries(answer.values ?? {}).map(([name, value]) => [name, value.slice(0, longestValue)])
  const options = { httpOnly: true, sameSite: 'strict', path: '/', maxAge: 10 } as const
  ;(await cookies()).set('answer', JSON.stringify({ ...answer, values: Object.fromEntries(values) }), options)
}

/** What the last form was refused with, for some seconds; null when there is nothing, or nothing we wrote. */
export async function readAnswer(): Promise<Refusal | null> {
  const text = (await cookies()).get('answer')?.value
  if (!text) return null
  try {
    return refusal.parse(JSON.parse(text)) as Refusal
  } catch {
    return null
  }
}

/** What comes next is no longer an answer to what was refused. */
export async function forgetAnswer(): Promise<void> {
  const jar = await cookies()
  if (jar.has('answer')) jar.delete('answer')
}
