const endings: (() => void)[] = []

/**
 * Registers what must end before the platform freezes this instance, such as idle child processes. Lambda and its like stop an
 * instance between two calls, and what still runs then would go on in the middle of a later call.
 */
export function beforeFreeze(end: () => void): void {
  endings.push(end)
}

/** Ends everything that is registered. The adapter of a platform that freezes instances calls it after each run. */
export function endBeforeFreeze(): void {
  for (const end of endings) end()
}
