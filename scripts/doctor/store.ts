import * as z from 'zod'
import { listLocalSecrets } from '#lib/env.ts'
import { ask, bearer } from '#scripts/doctor/ask.ts'
import { type Check, type Place, when } from '#scripts/doctor/check.ts'

const report = z.object({ status: z.string(), parts: z.record(z.string(), z.string()) })

const askHealth = ({ env }: Place) => ask(`${env.SITE_URL}/api/health`)
const isRedirect = (status: number) => status >= 300 && status < 400

/** True when the store also answers at another address of this machine. */
async function answersAt(address: string, port: string): Promise<boolean> {
  const host = address.includes(':') ? `[${address}]` : address
  const request = fetch(`http://${host}:${port}/api/health`, { signal: AbortSignal.timeout(2000) })
  return request.then(
    ({ status }) => status < 600,
    () => false,
  )
}

/** The store itself, at its own address. */
export const storeChecks: Check[] = [
  {
    name: 'site-redirects',
    needs: 'services',
    run: async (place) => {
      const { status, headers } = await askHealth(place)
      const to = headers.get('location') ?? 'elsewhere'
      return when(
        isRedirect(status),
        `SITE_URL leads on to ${to}, and signed calls do not follow; write that address, or take the redirect away.`,
      )
    },
  },
  {
    name: 'store-silent',
    needs: 'services',
    run: async (place) => {
      const { status, body } = await askHealth(place)
      if (isRedirect(status)) return []
      if (status === 401 || status === 403)
        return ['SITE_URL is behind a sign-in of the host; switch Deployment Protection off for it.']
      const { parts } = report.safeParse(body).data ?? {}
      if (!parts) return [`SITE_URL answers ${status} and is no store; check the domain and the last deployment.`]
      const down = Object.keys(parts).filter((part) => parts[part] !== 'up')
      return when(down.length > 0, `The store says that this is down: ${down.join(', ')}; look at its log.`)
    },
  },
  {
    name: 'deployed-otherwise',
    needs: 'services',
    run: async ({ env }) => {
      // A dry run of the clean-up changes nothing, and answers the scheduler only.
      const { status } = await ask(`${env.SITE_URL}/api/clean-up?dry=1`, { headers: bearer(env.CRON_SECRET) })
      return when(status === 401, 'The running store has another CRON_SECRET than this environment; deploy again.')
    },
  },
  {
    name: 'open-to-network',
    needs: 'services',
    run: async (place) => {
      if (place.isPublic || listLocalSecrets(place.env).length === 0) return []
      const { port } = new URL(place.env.SITE_URL)
      const open = await Promise.all(place.addresses.map((address) => answersAt(address, port || '80')))
      const at = place.addresses.filter((_, index) => open[index])
      return at.map(
        (address) =>
          `Your network reaches the store at ${address}, and everybody knows its secrets; let it listen at localhost only.`,
      )
    },
  },
]
