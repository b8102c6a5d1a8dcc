// Starts the store under test before the browser tests. With NIGHTLIGHT_STORE=started they use it and stop it.
import { startStore } from '#e2e/stack.ts'

await startStore({ fresh: true })
