import type { ReactNode } from 'react'

/** `wrong`: somebody has to act. `busy`: it goes on by itself. `done`: it has ended well. `idle`: nothing happens. */
type Tone = 'wrong' | 'busy' | 'done' | 'idle'
type States = Readonly<Record<string, readonly [words: string, tone: Tone]>>

/** The states of everything that staff see, in words. */
const states = {
  order: {
    pending: ['Awaiting payment', 'busy'],
    paid: ['Paid', 'busy'],
    packed: ['Packed', 'busy'],
    shipped: ['Shipped', 'busy'],
    delivered: ['Delivered', 'done'],
    cancelled: ['Cancelled', 'idle'],
    refunded: ['Refunded', 'idle'],
    attention: ['Needs attention', 'wrong'],
  },
  refund: {
    requested: ['Requested', 'busy'],
    pending: ['Waiting for the bank', 'busy'],
    done: ['Done', 'done'],
    failed: ['Failed', 'wrong'],
  },
  product: { draft: ['Draft', 'idle'], active: ['Active', 'done'], archived: ['Archived', 'idle'] },
  photograph: {
    waiting: ['Waiting for a file', 'idle'],
    uploaded: ['Making sizes', 'busy'],
    ready: ['Ready', 'done'],
    failed: ['Failed', 'wrong'],
  },
  job: {
    waiting: ['Waiting', 'busy'],
    running: ['Running', 'busy'],
    done: ['Done', 'done'],
    failed: ['Dead', 'wrong'],
    discarded: ['Discarded', 'idle'],
  },
  run: {
    running: ['Running', 'busy'],
    continued: ['Continued', 'busy'],
    busy: ['Busy', 'busy'],
    done: ['Done', 'done'],
    refused: ['Refused', 'idle'],
    killed: ['Killed', 'wrong'],
    failed: ['Failed', 'wrong'],
  },
} satisfies Record<string, States>

/** Pairs of a state and its words, for a filter. */
export function listStates(of: keyof typeof states): (readonly [state: string, words: string])[] {
  return Object.entries<States[string]>(states[of]).map(([state, [words]]) => [state, words] as const)
}

/** A state of an order, a refund, a lamp, a photograph, a job or a run. */
export function StateBadge({ of, state }: { of: keyof typeof states; state: string }) {
  const known: States = states[of]
  const [words, tone] = known[state] ?? [state, 'idle' as const]
  return <Badge tone={tone}>{words}</Badge>
}

/** Marks what was made up with a demo. */
export function GeneratedBadge() {
  return <span className="badge generated">Generated</span>
}

/** Words in a small box. The mark before them only repeats what they say. */
export function Badge({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return <span className={tone ? `badge ${tone}` : 'badge'}>{children}</span>
}
