import type { Fault } from '#local/chaos/fault.ts'

/** The stations of a trip through the shop, in the order in which it passes them. */
export const stations = {
  purchase: ['shopper', 'shop', 'payments', 'webhook', 'database', 'queue', 'function', 'mail'],
  refund: ['editor', 'database', 'queue', 'function', 'payments', 'mail'],
  upload: ['editor', 'storage', 'webhook', 'queue', 'function', 'sizes'],
  schedule: ['scheduler', 'shop', 'queue', 'function', 'database'],
} as const
export type Trip = keyof typeof stations

/** A lesson of chaos: one thing breaks on a real trip through the shop, and the shop must come out right. */
export type Lesson = {
  id: string
  title: string
  /** the heading under which the page lists it */
  topic: string
  trip: Trip
  /** the station that breaks */
  station: string
  /** what breaks, in one sentence */
  broken: string
  /** what one would fear, in plain words */
  fear: string
  /** what the shop does instead, in plain words */
  instead: string
  /** where the shop does it: a file, and a word in it */
  code: readonly { file: string; name: string }[]
  /**
   * what is done: a shopper buys, may close the browser after paying or press twice; an editor cancels or uploads; somebody refunds
   * the payment at Stripe at once; the scheduler calls
   */
  act: 'buy' | 'buy-and-leave' | 'buy-twice' | 'refund' | 'refund-at-stripe' | 'upload' | 'check' | 'check-ten-times'
  faults: readonly Fault[]
  /** the sweep is what heals it; the lesson then calls it as soon as nothing else moves */
  sweeps?: true
  /** functions that run in a process of their own, because a fault kills or freezes it */
  apart?: readonly string[]
}

/** Something that happened in a lesson. `at` is in milliseconds since its start. */
export type Note = {
  at: number
  kind: 'act' | 'fault' | 'wait' | 'sweep' | 'end'
  text: string
}

/** A promise, and what was found. `id` is that of the invariant in the database, or null. */
export type Check = { id: string | null; promise: string; ok: boolean; found: string }

/** One run of a lesson. It is over when `endedAt` is set; `state` is then the verdict. */
export type LessonRun = {
  id: string
  lesson: string
  startedAt: number
  endedAt: number | null
  state: 'running' | 'held' | 'broken'
  trace: string | null
  order: { id: string; number: string } | null
  notes: Note[]
  checks: Check[]
}
