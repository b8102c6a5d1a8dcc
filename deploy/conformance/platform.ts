import type { FunctionDefinition } from '#functions/runtime/define.ts'

/** What the platform does next with a message. */
export type Fate = 'gone' | 'again' | 'dead'

export type RanIn = {
  /** software of the vendor, with its version */
  vendor: readonly string[]
  /** what the vendor runs in its cloud and nobody can install: these are ours, by its source or documents */
  standIns: readonly string[]
}

/** The functions on one platform, as the outside sees them. */
export type Deployed = {
  /** What the functions run in here, beside Node or Deno. */
  ranIn: RanIn
  /** An HTTP call to a function. @param path begins with `/api/` */
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** Delivers these texts in one batch, where the platform has batches, and gives what happens next with each. */
  deliver(name: string, texts: readonly string[]): Promise<{ fate: Fate; after?: number }[]>
  /**
   * Delivers a message whose run takes too long: when it has begun, the platform ends it as it does at its limit. `killed` is true when
   * that ends the instance too.
   */
  cutOff?(name: string, text: string, begun: Promise<void>): Promise<{ fate: Fate; killed: boolean }>
  /** the address that QStash calls, where it may call the functions */
  addressOf?(name: string): string
  /** Calls a scheduled function. True when the platform takes the call as done. */
  schedule(name: string, at: Date): Promise<boolean>
  /** Reports an upload, where the platform has storage events. */
  upload?(path: string): Promise<boolean>
  /** Calls that look like the platform's and are not; gives the status of each. */
  strangers?(): Promise<number[]>
  /** what the functions have logged, when they run in another process */
  logs?(): string | Promise<string>
  /** the texts of the messages that functions have sent to the platform's queue, by line */
  sent(): { line: string; text: string }[]
  stop(): Promise<void>
}

export type Platform = {
  name: string
  /** what this platform does not do, of the cases of the suite */
  without?: readonly (
    | 'stream'
    | 'batch'
    | 'queue'
    | 'dead letters'
    | 'address'
    | 'photographs'
    | 'uploads'
    | 'strangers'
    | 'time-outs'
  )[]
  /** a header of the platform that carries a trace, and its value for a trace id */
  traceHeader?: (trace: string) => [name: string, value: string]
  /**
   * @param definitions the functions to deploy, one of each kind of trigger
   * @param environment of the store, with which the platform may begin
   */
  deploy(definitions: readonly FunctionDefinition[], environment: Record<string, string>): Promise<Deployed>
}
