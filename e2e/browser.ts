import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

type Launch = { executablePath?: string; args: string[] }

/**
 * A Chromium to test with: the one named in CHROMIUM_PATH, Playwright's own, the system's, or the one inside the npm
 * package @sparticuz/chromium (Linux x64).
 */
export async function findBrowser(): Promise<Launch> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
  const args = process.platform === 'linux' ? ['--no-sandbox', ...quiet] : quiet
  const named = process.env.CHROMIUM_PATH
  if (named) return { executablePath: named, args }
  if (existsSync(chromium.executablePath())) return { args }
  if (existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium', args }
  if (process.platform === 'linux' && process.arch === 'x64') {
    // Makes the package unpack the libraries that a minimal machine lacks.
    process.env.VERCEL = '1'
    const { default: packaged } = await import('@sparticuz/chromium')
    return { executablePath: await packaged.executablePath(), args }
  }
  throw new Error('There is no Chromium here. Run `npx playwright install chromium`, or set CHROMIUM_PATH.')
}
