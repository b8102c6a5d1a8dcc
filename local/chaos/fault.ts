import type { FunctionHost } from '#local/chaos/function-host.ts'

/** Where a fault sits. The store calls the first four; the last three call the store. */
export type Place = 'payments' | 'mail' | 'queue' | 'supabase' | 'events' | 'deliveries' | 'hooks'

export type Fault = {
  at: Place
  /** the calls that it breaks, as `POST /emails`; a path may end in `*` */
  call: string
  /**
   * `wait`: the call takes `ms` longer. `refuse`: it is answered with `status`, and nothing is done. `cut`: the connection breaks.
   * `lose`: the sender hears that all is well, and nothing is done. `repeat`: it is done `copies` times at once.
   * `overtake`: the call waits until the next other call of its sender was answered, `ms` at the longest; only of calls to the store.
   * `kill`: the process of the function that calls is killed. `freeze`: that process stands still until the lesson thaws it.
   */
  does: 'wait' | 'refuse' | 'cut' | 'lose' | 'repeat' | 'overtake' | 'kill' | 'freeze'
  /** `after`: the service does the work first, and only its answer is lost. `before` unless told */
  when?: 'before' | 'after'
  /** how many calls; 1 unless told */
  times?: number
  ms?: number
  status?: number
  copies?: number
}

/** Whom faults touch, and for how long. */
export type Scope = {
  /** Only calls that contain one of these words: the id of a trace, an order, a photograph, or an address. It may grow. */
  marks: string[]
  /** until when, in milliseconds since 1970, also when nobody switches them off */
  until: number
  /** hears of each call that was broken; of one that is held back, once another has overtaken it */
  onHit(fault: Fault, call: string): void
  /** where the functions of this scope run, when a fault kills or freezes them */
  host?: FunctionHost
}
