import * as z from 'zod'
import { defineFunction } from '#functions/runtime/define.ts'
import { checkInvariant, listInvariants, reportFindings } from '#shop/health/invariants.ts'

/** Asks the database for breaches, one invariant at a time, and plans one mail to the owner. */
export const checkInvariants = defineFunction({
  name: 'check-invariants',
  trigger: { kind: 'queue' },
  input: z.object({ day: z.iso.date() }),
  async run({ day }, { db, queue, step, trace, log }) {
    const found: Record<string, number> = {}
    for (const invariant of await listInvariants(db)) {
      const count = await step(invariant, () => checkInvariant(db, invariant))
      if (count > 0) found[invariant] = count
    }
    if (Object.keys(found).length > 0) log.error('invariants are broken', { found })
    await queue.ring(await reportFindings(db, day, trace))
    return { day, found }
  },
})
