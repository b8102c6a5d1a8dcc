import { isRunning, startStore, stopStore } from '#e2e/stack.ts'

/**
 * One store for the whole run, built as users build it; stopped at the end by whatever process runs it then.
 * `npm test` has started it already. With NIGHTLIGHT_STORE=kept, for whoever works on a test, it is started once, found
 * again by the next run, and never stopped.
 */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export.
export default async function setUp(): Promise<() => Promise<void>> {
  const keep = process.env.NIGHTLIGHT_STORE === 'kept'
  if (!(keep && isRunning()) && process.env.NIGHTLIGHT_STORE !== 'started') await startStore({ fresh: true })
  return keep ? async () => {} : stopStore
}
