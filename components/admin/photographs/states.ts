import type { AdminPhotograph } from '#shop/photographs/types.ts'

/** The state of a photograph, in words. */
export function stateWords({ status, reason }: Pick<AdminPhotograph, 'status' | 'reason'>): string {
  if (status === 'waiting') return 'Waiting for the file'
  if (status === 'uploaded') return 'Making sizes'
  return status === 'ready' ? 'Ready' : `Failed: ${reason}`
}
