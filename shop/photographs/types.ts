import type { Photograph, PhotographRole } from '#shop/catalog/types.ts'

export type PhotographState = 'waiting' | 'uploaded' | 'ready' | 'failed'

/** A photograph as staff see it, in any state. */
export type AdminPhotograph = Readonly<{
  id: string
  productId: string | null
  finishId: string | null
  role: PhotographRole
  alt: string
  status: PhotographState
  reason: string | null
  focalX: number
  focalY: number
  product: Readonly<{ name: string; slug: string }> | null
  /** the trace of its upload; null before it, and of the catalogue's first photographs */
  trace: string | null
  /** the photograph as the shop shows it; null until it is ready */
  photograph: Photograph | null
}>
