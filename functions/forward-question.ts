import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { forwardQuestion as forward } from '#shop/assistant/forward-question.ts'

/** Mails a shopper's question to the owner. */
export const forwardQuestion = defineFunction({
  name: 'forward-question',
  trigger: { kind: 'queue' },
  input: z.object({ questionId: z.uuid() }),
  async run({ questionId }, { db, env, step }) {
    await step('send', () => forward(db, createMailer(env), env.OWNER_EMAIL, questionId))
    return { question: questionId }
  },
})
