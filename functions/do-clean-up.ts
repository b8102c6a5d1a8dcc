import * as z from 'zod'
import { defineFunction, type RunContext } from '#functions/runtime/define.ts'
import {
  keepCleanUp,
  type Leftovers,
  leftoverFiles,
  leftoverRows,
  mostNames,
  removeFiles,
  removeRows,
} from '#shop/health/clean-up.ts'

/** Less than the database API gives for one request, which says nothing when it gives less than all: lib/whole-lists.ts. */
const batch = 900

/** Removes leftover rows and files, a batch in each step, and stores what it removed. */
export const doCleanUp = defineFunction({
  name: 'do-clean-up',
  trigger: { kind: 'queue' },
  input: z.object({ day: z.iso.date() }),
  async run({ day }, context) {
    const { db, step, log } = context
    const removed: Record<string, Leftovers[string]> = {}
    for (const kind of leftoverRows) removed[kind] = await remove(kind, () => removeRows(db, kind, batch), context)
    for (const kind of Object.keys(leftoverFiles) as (keyof typeof leftoverFiles)[]) {
      removed[kind] = await remove(kind, () => removeFiles(db, kind, batch), context)
    }
    await step('keep', () => keepCleanUp(db, day, removed))
    const counts = Object.fromEntries(Object.entries(removed).map(([kind, { count }]) => [kind, count]))
    log.info('cleaned up', { day, ...counts })
    return { day, removed: counts }
  },
})

/** Removes all leftovers of one kind in batches. It keeps the count, and only the first names. */
async function remove(kind: string, work: () => Promise<string[]>, { step }: RunContext): Promise<Leftovers[string]> {
  const names: string[] = []
  let count = 0
  for (let index = 1; ; index++) {
    const gone = await step(`${kind}-${index}`, async () => {
      const all = await work()
      return { count: all.length, names: all.slice(0, mostNames) }
    })
    count += gone.count
    names.push(...gone.names.slice(0, mostNames - names.length))
    if (gone.count < batch) return { count, names }
  }
}
