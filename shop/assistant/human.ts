import type { Job } from '#lib/jobs.ts'
import { toJob } from '#lib/jobs.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import type { Traceparent } from '#lib/trace.ts'

export type Question = {
  /** the page makes this id, so that a double click sends one question */
  id: string
  email: string
  message: string
  userId: string | null
  trace: Traceparent
}

/**
 * Stores a question for the staff. Returns the job that mails it.
 * @param db signed in as `gatekeeper`
 * @throws ShopError invalid
 */
export async function askHuman(db: Db, { id, email, message, userId, trace }: Question): Promise<Job | null> {
  const input = { question_id: id, email, message, trace, ...(userId ? { user_id: userId } : {}) }
  return toJob(unwrap(await db.rpc('ask_human', input)))
}
