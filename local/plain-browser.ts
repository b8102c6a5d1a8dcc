/** A page as a browser without scripts has it. `words` are what people read; `html` is all that was sent. */
export type Page = { url: string; status: number; html: string; words: string }

type Form = { action: string; multipart: boolean; fields: [name: string, value: string][]; html: string }

export type PlainBrowser = {
  /** Opens an address, relative to the last page, through its redirects. */
  open(address: string): Promise<Page>
  /**
   * Sends the form of the last page that has this text in it, with these values in place of its own. Who `leaves` follows no
   * redirect, as when the browser is closed.
   * @throws Error when there is none
   */
  submit(text: string, values: Record<string, string>, options?: { leaves: boolean }): Promise<Page>
  /** The bytes at an address, with the same cookies. */
  download(address: string): Promise<{ headers: Headers; bytes: Buffer }>
}

/**
 * Opens pages and sends forms as a browser without JavaScript: with cookies for each host, and an Origin.
 * @param sent headers of every request
 */
export function openBrowser(home: string, sent: Record<string, string> = {}): PlainBrowser {
  const jars = new Map<string, Map<string, string>>()
  let page: Page = { url: home, status: 0, html: '', words: '' }

  async function request(address: string, options: RequestInit = {}, leaves = false): Promise<Response> {
    const url = new URL(address, page.url)
    const jar = jars.get(url.hostname) ?? new Map<string, string>()
    jars.set(url.hostname, jar)
    const headers = {
      ...sent,
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(options.method === 'POST' ? { origin: url.origin } : {}),
    }
    const response = await fetch(url, { ...options, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) jar.delete(name)
      else jar.set(name, value)
    }
    const onward = response.headers.get('location')
    page = { ...page, url: url.href }
    return onward && !leaves && response.status >= 300 && response.status < 400 ? request(onward) : response
  }

  async function show(response: Response): Promise<Page> {
    const html = await response.text()
    page = { url: page.url, status: response.status, html, words: readWords(html) }
    return page
  }

  return {
    open: async (address) => show(await request(address)),
    async submit(text, values, { leaves } = { leaves: false }) {
      const form = listForms(page.html).find(({ html }) => html.includes(text))
      if (!form) throw new Error(`${page.url} has no form with "${text}" in it: ${page.words.slice(0, 300)}`)
      const body = form.multipart ? new FormData() : new URLSearchParams()
      for (const [name, value] of form.fields) if (!(name in values)) body.append(name, value)
      for (const [name, value] of Object.entries(values)) body.append(name, value)
      return show(await request(form.action || page.url, { method: 'POST', body }, leaves))
    },
    async download(address) {
      const response = await request(address)
      return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
    },
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, number?: string, name?: string) => {
    if (name) return entities[name] ?? whole
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(number))
  })
}

/** The text of a page, a line for each block; spaces that do not break are plain ones. */
function readWords(html: string): string {
  const text = html
    .replace(/<(script|style|template|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?(?:p|div|h\d|li|dt|dd|tr|td|th|br|section|option|label|button|a)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
  return decode(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}(?:="([^"]*)"|(?=[\\s/>]))`, 'i').exec(tag)
  return found ? decode(found[1] ?? '') : undefined
}

/** The forms of a page with what a browser would send of them: buttons are left out. */
function listForms(html: string): Form[] {
  return [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/gi)].map(([whole, head = '', body = '']) => ({
    action: attribute(head, 'action') ?? '',
    multipart: attribute(head, 'enctype') === 'multipart/form-data',
    fields: [...listInputs(body), ...listSelects(body)],
    html: decode(whole),
  }))
}

function listInputs(body: string): Form['fields'] {
  return (body.match(/<input\b[^>]*>/gi) ?? []).flatMap((tag) => {
    const name = attribute(tag, 'name')
    const chosen = !/^(?:radio|checkbox)$/.test(attribute(tag, 'type') ?? '') || attribute(tag, 'checked') !== undefined
    return name && chosen ? [[name, attribute(tag, 'value') ?? '']] : []
  })
}

function listSelects(body: string): Form['fields'] {
  return [...body.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/gi)].flatMap(([, head = '', options = '']) => {
    const all = options.match(/<option\b[^>]*>/gi) ?? []
    const chosen = all.find((tag) => attribute(tag, 'selected') !== undefined) ?? all[0] ?? ''
    return [[attribute(head, 'name') ?? '', attribute(chosen, 'value') ?? '']]
  })
}
