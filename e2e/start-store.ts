// Starts the store under test ahead of the browser tests, which find it by NIGHTLIGHT_STORE=started and stop it.
import { startStore } from '#e2e/stack.ts'

await startStore({ fresh: true })
