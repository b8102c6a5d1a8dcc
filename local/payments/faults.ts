export type ApiFault = {
  /** 429 and 503 refuse before any work; 500 does no work but is kept for the idempotency key, as Stripe keeps it; 'timeout' does the work and never answers. */
  answer: 429 | 500 | 503 | 'timeout'
  /** How many calls; 1 unless told. */
  times?: number
  /** Only calls whose path starts so, for example `/v1/refunds`. */
  path?: string
}

export type WebhookFault = {
  /** `reorder` holds `times` events and sends them newest first; `drop` never sends them. */
  fault: 'duplicate' | 'delay' | 'reorder' | 'drop'
  /** How many events; 1 unless told. */
  times?: number
  /** Only events of this type, for example `checkout.session.completed`. */
  type?: string
  /** For `delay`: how long; 1000 unless told. */
  milliseconds?: number
}

export type FaultPlan = { api?: ApiFault[]; webhooks?: WebhookFault[] }

export type Faults = {
  /** Replaces what is planned; an empty plan clears it. */
  plan(next: FaultPlan): void
  planned(): { api: ApiFault[]; webhooks: WebhookFault[] }
  /** Uses up and returns the fault for this call, if one is planned. */
  forCall(path: string): ApiFault['answer'] | undefined
  /** Uses up and returns the fault for this event; `left` counts down to 0 at its last event. */
  forEvent(type: string): { fault: WebhookFault; left: number } | undefined
}

/** Planned faults, to test how the shop handles them. They are in memory only. */
export function createFaults(initial: FaultPlan = {}): Faults {
  let api: ApiFault[] = []
  let webhooks: WebhookFault[] = []
  const faults: Faults = {
    plan(next) {
      api = structuredClone(next.api ?? [])
      webhooks = structuredClone(next.webhooks ?? [])
    },
    planned: () => ({ api, webhooks }),
    forCall(path) {
      const fault = api.find((one) => path.startsWith(one.path ?? '/'))
      if (!fault) return undefined
      fault.times = (fault.times ?? 1) - 1
      api = api.filter((one) => (one.times ?? 1) > 0)
      return fault.answer
    },
    forEvent(type) {
      const fault = webhooks.find((one) => !one.type || one.type === type)
      if (!fault) return undefined
      const left = (fault.times ?? 1) - 1
      fault.times = left
      webhooks = webhooks.filter((one) => (one.times ?? 1) > 0)
      return { fault, left }
    },
  }
  faults.plan(initial)
  return faults
}

const answers: unknown[] = [429, 500, 503, 'timeout']
const kinds: unknown[] = ['duplicate', 'delay', 'reorder', 'drop']

/** Checks a plan that came over the wire. Returns undefined for anything that is not one. */
export function readPlan(value: unknown): FaultPlan | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { api = [], webhooks = [], ...rest } = value as FaultPlan
  if (Object.keys(rest).length > 0 || !Array.isArray(api) || !Array.isArray(webhooks)) return undefined
  const counts = [...api, ...webhooks].every((one) => one.times === undefined || Number.isInteger(one.times))
  const known = api.every((one) => answers.includes(one.answer)) && webhooks.every((one) => kinds.includes(one.fault))
  return counts && known ? { api, webhooks } : undefined
}
