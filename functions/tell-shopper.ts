import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { createMailer } from '#lib/email.ts'
import { tellShopper as tell } from '#shop/orders/parcel-news.ts'

/** Mails the shopper that the parcel has left, or that it has arrived. */
export const tellShopper = defineFunction({
  name: 'tell-shopper',
  trigger: { kind: 'queue' },
  input: z.object({ orderId: z.uuid(), about: z.enum(['shipped', 'delivered']) }),
  async run({ orderId, about }, { db, env, step }) {
    const mail = await step('send', () =>
      tell({ db, mailer: createMailer(env), siteUrl: env.SITE_URL }, orderId, about),
    )
    return { order: orderId, about, ...(mail ? {} : { state: 'nothing to tell' }) }
  },
})
