import type { APIRequestContext, APIResponse } from '@playwright/test'

/** A page as a browser without scripts has it: its address after redirects, and its HTML. */
export type PlainPage = { url: string; html: string }

/** Reads a page without the browser, with the cookies of its context. */
export async function readPlain(request: APIRequestContext, address: string): Promise<PlainPage> {
  return toPage(await request.get(address))
}

/**
 * Fills in the form with this button, sends it as a browser without scripts does, and follows the redirects. It also sends
 * the values that the form has already. Set-ups use it where another test has the clicks.
 */
export async function sendForm(
  request: APIRequestContext,
  page: PlainPage,
  button: string | RegExp,
  typed: Record<string, string> = {},
): Promise<PlainPage> {
  const { address, ...options } = filledIn(page, button, typed)
  return toPage(await request.post(address, options))
}

/** The same without following redirects. Gives the address of the redirect. */
export async function sendFormOnly(
  request: APIRequestContext,
  page: PlainPage,
  button: string | RegExp,
  typed: Record<string, string> = {},
): Promise<string> {
  const { address, ...options } = filledIn(page, button, typed)
  const response = await request.post(address, { ...options, maxRedirects: 0 })
  return response.headers().location ?? ''
}

function filledIn(page: PlainPage, button: string | RegExp, typed: Record<string, string>) {
  const form = formsIn(page.html).find(({ buttons }) => buttons.some((one) => matches(one.text, button)))
  if (!form) throw new Error(`${page.url} has no form with the button ${button}.`)
  const pressed = form.buttons.find((one) => matches(one.text, button))
  const fields = { ...form.fields, ...(pressed?.name ? { [pressed.name]: pressed.value } : {}), ...typed }
  const address = new URL(form.action || page.url, page.url).href
  const headers = { origin: new URL(page.url).origin }
  return { address, headers, ...(form.multipart ? { multipart: fields } : { form: fields }) }
}

/** The value of the radio button whose label begins with this text. */
export function choiceIn({ url, html }: PlainPage, label: string): string {
  for (const [, text = ''] of html.matchAll(/<label\b[^>]*>([\s\S]*?)<\/label>/g)) {
    const input = /<input\b([^>]*)>/.exec(text)?.[1]
    if (input && textOf(text).startsWith(label)) return attributesOf(input).value ?? ''
  }
  throw new Error(`${url} has no choice “${label}”.`)
}

/** The words of a page, without scripts and styles. */
export function wordsOf({ html }: PlainPage): string {
  return textOf(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '')).replace(/\s+/g, ' ')
}

async function toPage(response: APIResponse): Promise<PlainPage> {
  const html = await response.text()
  if (response.status() >= 500)
    throw new Error(`${response.url()} answered ${response.status()}: ${html.slice(0, 500)}`)
  return { url: response.url(), html }
}

type Form = {
  action: string
  multipart: boolean
  fields: Record<string, string>
  buttons: { text: string; name: string; value: string }[]
}

function formsIn(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([whole, head = '', content = '']) => {
    const { action = '', enctype = '', id } = attributesOf(head)
    // A field or button elsewhere on the page belongs to the form that its `form` attribute names.
    const elsewhere = html.replace(whole, '')
    const own = (pattern: RegExp) => [
      ...content.matchAll(pattern),
      ...[...elsewhere.matchAll(pattern)].filter(([, text = '']) => id && attributesOf(text).form === id),
    ]
    const fields: Record<string, string> = {}
    for (const [, text = ''] of own(/<input\b([^>]*)>/g)) {
      const { name, value = '', type, checked } = attributesOf(text)
      if (name && (checked !== undefined || !/^(radio|checkbox)$/.test(type ?? ''))) fields[name] = value
    }
    const buttons = own(/<button\b([^>]*)>([\s\S]*?)<\/button>/g).map(([, text = '', inner = '']) => {
      const { name = '', value = '' } = attributesOf(text)
      return { text: textOf(inner), name, value }
    })
    return {
      action: action.startsWith('javascript:') ? '' : action,
      multipart: /multipart/i.test(enctype),
      fields,
      buttons,
    }
  })
}

function attributesOf(text: string): Record<string, string> {
  const all = [...text.matchAll(/([^\s"'=/>]+)(?:="([^"]*)")?/g)]
  return Object.fromEntries(all.map(([, name = '', value = '']) => [name.toLowerCase(), decode(value)]))
}

function textOf(html: string): string {
  return decode(html.replace(/<!--.*?-->/g, '').replace(/<[^>]*>/g, '')).trim()
}

const entities: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>' }

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name = '') =>
    hex || decimal
      ? String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex ? 16 : 10))
      : (entities[name] ?? whole),
  )
}

function matches(text: string, button: string | RegExp): boolean {
  return typeof button === 'string' ? text === button : button.test(text)
}
