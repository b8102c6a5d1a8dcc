import { readFileSync } from 'node:fs'
import { type APIRequestContext, type BrowserContext, expect, type Page } from '@playwright/test'
import type { Urls } from '#e2e/stack.ts'

export const password = 'a lamp in every window'

/** The accounts that the seed makes on this machine. */
export const staffPassword = () => readFileSync('.nightlight/test/staff-password', 'utf8')
export const staffEmail = (role: 'owner' | 'editor' | 'viewer') => `${role}@nightlight.example`

/**
 * Gives a browser its own network address, so that limits for each network count only its tries. No local proxy changes
 * the header, so the store sees the browser's value.
 */
export async function fromOwnNetwork(context: BrowserContext): Promise<void> {
  await context.setExtraHTTPHeaders(ownNetwork())
}

/** The headers of a caller with its own network address. */
export function ownNetwork(): Record<string, string> {
  const [a, b, c] = crypto.getRandomValues(new Uint8Array(3))
  return { 'x-forwarded-for': `10.${a}.${b}.${c}` }
}

/** Opens the sign-in page and waits until its scripts run; earlier input would be sent as a plain form. */
export async function openSignIn(page: Page, path = '/sign-in'): Promise<void> {
  await page.goto(path)
  await settled(page)
}

/** Waits until React has hydrated the forms of this page, one of which has a field for an address. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByLabel('Email')).toBeVisible()
  await interactive(page)
}

/** Waits until the page has a form and React has hydrated all forms. */
export async function interactive(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const forms = [...document.querySelectorAll('main form')]
    return forms.length > 0 && forms.every((form) => Object.keys(form).some((key) => key.startsWith('__react')))
  })
}

/** Signs in with a password. */
export async function signIn(page: Page, email: string, word: string = password): Promise<void> {
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(word)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
}

/** Makes an account with this address, by the code from the mailbox, and stays signed in. */
export async function createAccount(page: Page, urls: Urls, email: string, word: string = password): Promise<void> {
  await openSignIn(page)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(word)
  await page.getByRole('button', { name: 'Create account' }).click()
  await enterCode(page, await readCode(page.request, urls, email))
  await expect(page.getByRole('heading', { level: 1, name: 'My orders' })).toBeVisible()
}

/** Types a code into its field. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code').fill(code)
  await page.getByRole('button', { name: /sign in/i }).click()
}

/** The number of mails to this address. */
export async function countMails(request: APIRequestContext, urls: Urls, email: string): Promise<number> {
  return (await listMails(request, urls, email)).length
}

/** The code in the newest mail to this address, once there are `count` mails. */
export async function readCode(request: APIRequestContext, urls: Urls, email: string, count = 1): Promise<string> {
  await expect.poll(() => countMails(request, urls, email), { timeout: 30_000 }).toBe(count)
  const [newest] = await listMails(request, urls, email)
  const html = await (await request.get(`${urls.mailbox}/inbox/${newest}/html`)).text()
  return /\b\d{6}\b/.exec(html.replace(/<[^>]*>/g, ' '))?.[0] ?? ''
}

/** The ids of the mails to this address in the mailbox, newest first. @param subject only those whose whole subject this is */
export async function listMails(
  request: APIRequestContext,
  urls: Urls,
  email: string,
  subject = /.*/,
): Promise<string[]> {
  const ids: string[] = []
  for (let path: string | undefined = '/'; path; ) {
    const html = await (await request.get(urls.mailbox + path)).text()
    for (const entry of html.split('<li>').slice(1)) {
      const [, id, title = ''] = /\/inbox\/([\w-]+)">([^<]*)</.exec(entry) ?? []
      if (id && entry.includes(`to ${email},`) && subject.exec(title)?.[0] === title) ids.push(id)
    }
    path = /href="(\/\?before=\d+)"/.exec(html)?.[1]
  }
  return ids
}
