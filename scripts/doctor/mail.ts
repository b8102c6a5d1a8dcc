import * as z from 'zod'
import { ask, bearer } from '#scripts/doctor/ask.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const domains = z.object({ data: z.array(z.object({ name: z.string(), status: z.string() })) })
const refusal = z.object({ name: z.string() })

const askDomains = ({ env }: Place) => ask(`${env.RESEND_BASE_URL}/domains`, { headers: bearer(env.RESEND_API_KEY) })

/** Resend: https://resend.com/docs/api-reference/domains/list-domains */
export const mailChecks: Check[] = [
  {
    name: 'mail-key',
    needs: 'services',
    run: async (place) => {
      const { status, body } = await askDomains(place)
      if (refusal.safeParse(body).data?.name === 'restricted_api_key')
        return ['RESEND_API_KEY may only send, so staff cannot read a receipt again; make a key with full access.']
      return when(status === 401 || status === 403, 'Resend refuses RESEND_API_KEY; make a new key.')
    },
  },
  {
    name: 'sender-unverified',
    needs: 'services',
    run: async (place) => {
      const { mailDomain: domain } = place
      const known = domains.safeParse((await askDomains(place)).body).data?.data
      const own = known?.find(({ name }) => name === domain)
      const wrong = known !== undefined && own?.status !== 'verified'
      return when(wrong, `Resend has not verified ${domain}, so no mail leaves; add the domain's DNS records there.`)
    },
  },
]
