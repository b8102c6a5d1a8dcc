import { startStore, stopStore } from '#e2e/stack.ts'

/** One store for the whole run, built as users build it; stopped at the end by whatever process runs it then. */
// biome-ignore lint/style/noDefaultExport: Playwright calls the default export.
export default async function setUp(): Promise<() => Promise<void>> {
  await startStore({ fresh: true })
  return () => stopStore()
}
