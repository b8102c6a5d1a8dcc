import { startVitest, type TestCase } from 'vitest/node'

/** How many cases of a platform have each state: passed, failed, skipped. */
export type Counts = Map<string, Record<string, number>>

const platformOf = (suites: readonly string[]) => (suites[0] ?? '').replace(' without a secret', '')

/** The names of the suites around a case, the outermost first. */
function suitesOf({ parent }: TestCase): string[] {
  const names: string[] = []
  for (let suite = parent; suite.type === 'suite'; suite = suite.parent) names.unshift(suite.name)
  return names
}

/**
 * Runs tests, and prints a row of a table for each case as it ends.
 * @param filter of the names of the cases
 * @returns the counts of each platform
 */
export async function runCases(project: string, files: readonly string[], filter?: RegExp): Promise<Counts> {
  const counts: Counts = new Map()
  process.stdout.write('| state | ms | platform | case |\n|---|---|---|---|\n')
  const reporter = {
    onTestCaseResult(test: TestCase) {
      const suites = suitesOf(test)
      const platform = platformOf(suites)
      const { state, errors = [] } = test.result()
      if (state === 'skipped' && filter && !filter.test(platform)) return
      const count = counts.get(platform) ?? {}
      counts.set(platform, { ...count, [state]: (count[state] ?? 0) + 1 })
      const ms = Math.round(test.diagnostic()?.duration ?? 0)
      process.stdout.write(`| ${state} | ${ms} | ${platform} | ${test.name} |\n`)
      for (const { message } of errors) process.stdout.write(`\n${message}\n\n`)
    },
  }
  const settings = { root: project, watch: false, passWithNoTests: true, reporters: [reporter] }
  const vitest = await startVitest([...files], { ...settings, ...(filter ? { testNamePattern: filter.source } : {}) })
  await vitest.close()
  return counts
}
