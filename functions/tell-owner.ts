import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { readNotice, writeNotice } from '#shop/reports/notices.ts'

/** Mails the owner a notice of the shop, such as an incident or a breach. It is a job, so no notice is lost during a mail outage. */
export const tellOwner = defineFunction({
  name: 'tell-owner',
  trigger: { kind: 'queue' },
  input: z.object({ about: z.enum(['findings', 'incidents', 'stock', 'refund', 'dispute']), id: z.string().min(1) }),
  async run({ about, id }, { db, env, step }) {
    const notice = await step('read', () => readNotice(db, about, id))
    if (!notice) return { about, id, state: 'nothing to tell' }
    const mail = { ...writeNotice(notice, env.SITE_URL), to: env.OWNER_EMAIL, idempotencyKey: `${about}-${id}` }
    await step('send', () => createMailer(env).send(mail))
    return { about, id }
  },
})
