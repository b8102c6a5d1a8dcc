import type { Photograph, PhotographRole } from '#shop/catalog/types.ts'

/** A photograph as the admin sees it, in any state. */
export type AdminPhotograph = Readonly<{
  id: string
  productId: string | null
  finishId: string | null
  role: PhotographRole
  alt: string
  status: 'waiting' | 'uploaded' | 'ready' | 'failed'
  reason: string | null
  focalX: number
  focalY: number
  product: Readonly<{ name: string; slug: string }> | null
  /** what the shop shows; null until it is ready */
  photograph: Photograph | null
}>

/** How far a photograph is, in words. */
export function stateWords({ status, reason }: Pick<AdminPhotograph, 'status' | 'reason'>): string {
  if (status === 'waiting') return 'Waiting for its file'
  if (status === 'uploaded') return 'Uploaded, making sizes'
  return status === 'ready' ? 'Ready' : `Failed: ${reason}`
}

/** A call of a server action that answers with a value. */
export type Call<Input, Value> = (input: Input) => Promise<{ ok: true; value: Value } | { ok: false; message: string }>
