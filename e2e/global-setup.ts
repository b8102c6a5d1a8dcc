import { isRunning, startStore, stopStore } from '#e2e/stack.ts'

/**
 * Starts one store for the whole run, built as users build it, and stops it at the end, also after a restart by a test.
 * `npm test` has started it already. With NIGHTLIGHT_STORE=kept, for work on a test, the first run starts it, later runs
 * use it, and no run stops it.
 */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export.
export default async function setUp(): Promise<() => Promise<void>> {
  const keep = process.env.NIGHTLIGHT_STORE === 'kept'
  if (!(keep && isRunning()) && process.env.NIGHTLIGHT_STORE !== 'started') await startStore({ fresh: true })
  return keep ? async () => {} : stopStore
}
