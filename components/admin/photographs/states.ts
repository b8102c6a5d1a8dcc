import type { AdminPhotograph } from '#shop/photographs/types.ts'

/** What stands beside the state of a photograph: why it failed, or what is missing. */
export function noteOf({ status, reason, alt }: Pick<AdminPhotograph, 'status' | 'reason' | 'alt'>): string {
  if (status === 'failed') return reason ?? ''
  return status === 'ready' && !alt ? 'No alt text yet' : ''
}
