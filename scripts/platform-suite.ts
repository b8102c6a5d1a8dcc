import { startVitest, type TestCase } from 'vitest/node'
import type { MeasuredSuite } from '#scripts/platform-docs.ts'

/** What each platform's cases showed. */
export type Counts = Map<string, MeasuredSuite>

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
      const count = counts.get(platform) ?? { passed: 0, failed: 0, skipped: 0 }
      const said = test.meta() as Pick<MeasuredSuite, 'ranIn'>
      const ended = state === 'pending' ? {} : { [state]: count[state] + 1 }
      counts.set(platform, { ...count, ...(said.ranIn ? { ranIn: said.ranIn } : {}), ...ended })
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
