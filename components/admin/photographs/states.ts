import type { AdminPhotograph } from '#shop/photographs/types.ts'

/** How far a photograph is, in words. */
export function stateWords({ status, reason }: Pick<AdminPhotograph, 'status' | 'reason'>): string {
  if (status === 'waiting') return 'Waiting for its file'
  if (status === 'uploaded') return 'Uploaded, making sizes'
  return status === 'ready' ? 'Ready' : `Failed: ${reason}`
}
