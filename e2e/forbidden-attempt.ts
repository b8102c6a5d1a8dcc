import type { Call, Person, Role, Stage } from '#e2e/forbidden-stage.ts'

/** A direct call that somebody may try, without the store's pages. */
export type Attempt = {
  what: string
  may: readonly Role[]
  call: (stage: Stage, person: Person) => Call
  /** the error code that proves the right, where the attempt itself cannot succeed */
  past?: string
}

export const staff: readonly Role[] = ['viewer', 'editor', 'owner']
export const editors: readonly Role[] = ['editor', 'owner']
export const owners: readonly Role[] = ['owner']
export const none: readonly Role[] = []

export const rest = (path: string) => `/rest/v1/${path}`
export const read = (path: string) => () => ({ path: rest(path) })
export const rpc =
  (name: string, body: (stage: Stage, person: Person) => object) => (stage: Stage, person: Person) => ({
    path: rest(`rpc/${name}`),
    body: body(stage, person),
  })
export const patch =
  (path: (stage: Stage, person: Person) => string, body: object) => (stage: Stage, person: Person) => ({
    method: 'PATCH',
    path: rest(path(stage, person)),
    body,
  })
export const remove = (path: (stage: Stage, person: Person) => string) => (stage: Stage, person: Person) => ({
  method: 'DELETE',
  path: rest(path(stage, person)),
})
export const unknown = () => ({ order_id: crypto.randomUUID() })
