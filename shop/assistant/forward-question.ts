import * as z from 'zod'
import type { Mailer } from '#lib/email.ts'
import { ShopError } from '#lib/errors.ts'
import { type Db, unwrap } from '#lib/supabase.ts'
import { questionMail } from '#shop/assistant/mails/question.ts'

const row = z.object({ id: z.uuid(), email: z.string(), message: z.string() })

/** Mails a question to the shop, with the shopper's address for replies. Returns the mail's id. */
export async function forwardQuestion(db: Db, mailer: Mailer, to: string, questionId: string): Promise<string> {
  const found = unwrap(await db.rpc('get_question', { question_id: questionId }))
  if (!found) throw new ShopError('not_found', 'There is no such question.')
  const { email, message } = row.parse(found)
  const mailId = await mailer.send({
    to,
    subject: 'Question from a customer',
    body: questionMail(message, email),
    replyTo: email,
    idempotencyKey: `question-${questionId}`,
  })
  unwrap(await db.rpc('question_sent', { question_id: questionId }))
  return mailId
}
