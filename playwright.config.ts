import { defineConfig } from '@playwright/test'
import { findBrowser } from '#e2e/browser.ts'

const browser = await findBrowser()

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: process.env.NIGHTLIGHT_REPORT
    ? [['list'], ['json', { outputFile: process.env.NIGHTLIGHT_REPORT }]]
    : [['list']],
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions: browser,
    // Costs more than a third of the time: `npm run e2e -- --trace retain-on-failure` when something is to be found out.
    trace: 'off',
    screenshot: 'only-on-failure',
    video: 'off',
    locale: 'en-GB',
    // Requests of a service worker pass by `page.route`; offline.e2e.ts allows it.
    serviceWorkers: 'block',
  },
  projects: [
    { name: 'store', testIgnore: '**/{killed,status,restart,invariants}.e2e.ts' },
    // These kill or stop parts of the store or all of it, so they run when everything else is done.
    { name: 'killed', testMatch: '**/killed.e2e.ts', dependencies: ['store'] },
    { name: 'status', testMatch: '**/status.e2e.ts', dependencies: ['killed'] },
    { name: 'restart', testMatch: '**/restart.e2e.ts', dependencies: ['status'] },
    { name: 'invariants', testMatch: '**/invariants.e2e.ts', dependencies: ['restart'] },
  ],
})
