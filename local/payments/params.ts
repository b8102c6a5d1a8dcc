import { invalid, missing, notServed } from '#local/payments/errors.ts'
import type { FormTree } from '#local/payments/form.ts'

type Limits = { min?: number; max?: number }

/**
 * Reads a decoded form and names the parameter in every refusal, as Stripe does.
 * It remembers which parameters were read; `done` refuses all others, so that a typo never passes silently.
 */
export class Params {
  private readonly tree: FormTree
  private readonly path: string
  private readonly read = new Set<string>()
  private readonly nested: Params[] = []

  constructor(tree: FormTree, path = '') {
    this.tree = tree
    this.path = path
  }

  name(key: string): string {
    return this.path ? `${this.path}[${key}]` : key
  }

  has(key: string): boolean {
    return this.tree[key] !== undefined
  }

  isText(key: string): boolean {
    return typeof this.tree[key] === 'string'
  }

  optionalText(key: string, limits: Limits = {}): string | undefined {
    this.read.add(key)
    const value = this.tree[key]
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw invalid(this.name(key), `Invalid string: ${this.name(key)}`)
    const max = limits.max ?? 5000
    if (value.length > max) {
      throw invalid(this.name(key), `Invalid string: must be at most ${max} characters`, 'parameter_invalid_string')
    }
    return value
  }

  text(key: string, limits: Limits = {}): string {
    const value = this.optionalText(key, limits)
    if (value === undefined) throw missing(this.name(key))
    if (value === '') {
      throw invalid(this.name(key), `You passed an empty string for '${this.name(key)}'.`, 'parameter_invalid_empty')
    }
    return value
  }

  optionalInteger(key: string, limits: Limits = {}): number | undefined {
    const text = this.optionalText(key)
    if (text === undefined) return undefined
    const value = Number(text)
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) {
      throw invalid(this.name(key), `Invalid integer: ${text}`, 'parameter_invalid_integer')
    }
    if (value < (limits.min ?? 0)) {
      throw invalid(
        this.name(key),
        `This value must be greater than or equal to ${limits.min ?? 0}.`,
        'parameter_invalid_integer',
      )
    }
    if (value > (limits.max ?? Number.MAX_SAFE_INTEGER)) {
      throw invalid(
        this.name(key),
        `This value must be less than or equal to ${limits.max}.`,
        'parameter_invalid_integer',
      )
    }
    return value
  }

  integer(key: string, limits: Limits = {}): number {
    const value = this.optionalInteger(key, limits)
    if (value === undefined) throw missing(this.name(key))
    return value
  }

  /** One of the served values; `unserved` lists values that Stripe accepts and this service does not. */
  choice<T extends string>(key: string, served: readonly T[], unserved: readonly string[] = []): T | undefined {
    const text = this.optionalText(key)
    if (text === undefined) return undefined
    const found = served.find((one) => one === text)
    if (found !== undefined) return found
    const name = this.name(key)
    if (unserved.includes(text)) throw notServed(`The value ${text} of ${name}`, name)
    throw invalid(name, `Invalid ${name}: must be one of ${[...served, ...unserved].join(', ')}`)
  }

  /** True or false as the SDK sends them. */
  optionalBoolean(key: string): boolean | undefined {
    const text = this.choice(key, ['true', 'false'])
    return text === undefined ? undefined : text === 'true'
  }

  /** An email address; null when the caller clears it. */
  email(key: string): string | null | undefined {
    const email = this.optionalText(key, { max: 512 })
    if (email === undefined || email === '') return email === '' ? null : undefined
    if (!/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(email)) {
      throw invalid(this.name(key), `Invalid email address: ${email}`, 'email_invalid')
    }
    return email
  }

  url(key: string): string | undefined {
    const text = this.optionalText(key)
    if (text === undefined) return undefined
    if (!URL.canParse(text) || !/^https?:/i.test(text)) throw invalid(this.name(key), 'Not a valid URL', 'url_invalid')
    return text
  }

  urls(key: string): string[] {
    const list = this.object(key)
    return list ? Object.keys(list.tree).flatMap((index) => list.url(index) ?? []) : []
  }

  object(key: string): Params | undefined {
    this.read.add(key)
    const value = this.tree[key]
    // The SDK sends '' to clear a nested object.
    if (value === undefined || value === '') return undefined
    if (typeof value === 'string') throw invalid(this.name(key), 'Invalid object')
    const nested = new Params(value, this.name(key))
    this.nested.push(nested)
    return nested
  }

  objects(key: string): Params[] {
    const list = this.object(key)
    return list ? Object.keys(list.tree).map((index) => list.object(index) ?? new Params({}, list.name(index))) : []
  }

  texts(key: string): string[] {
    const list = this.object(key)
    return list ? Object.keys(list.tree).map((index) => list.text(index)) : []
  }

  /** Up to 50 keys of 40 characters with values of 500; an empty value removes the key. */
  metadata(before: Record<string, string> = {}, key = 'metadata'): Record<string, string> {
    const given = this.object(key)
    if (!given) return this.has(key) ? {} : before
    const result = new Map(Object.entries(before))
    for (const name of Object.keys(given.tree)) {
      if (name.length > 40) throw invalid(given.name(name), 'Metadata keys can be up to 40 characters.')
      const value = given.optionalText(name, { max: 500 }) ?? ''
      if (value === '') result.delete(name)
      else result.set(name, value)
    }
    if (result.size > 50) throw invalid(this.name(key), 'You can have up to 50 metadata keys.')
    return Object.fromEntries(result)
  }

  /**
   * Refuses with 501 the parameters that Stripe serves and this service does not.
   * @param unserved their names, as `line_items.price`
   */
  refuse(unserved: ReadonlySet<string>): void {
    for (const [key, value] of Object.entries(this.tree)) {
      const name = this.name(key)
      const plain = name
        .replaceAll(/\[\d+\]/g, '')
        .replaceAll('[', '.')
        .replaceAll(']', '')
      if (unserved.has(plain)) throw notServed(`The parameter ${name}`, name)
      if (typeof value !== 'string') new Params(value, name).refuse(unserved)
    }
  }

  /** Refuses every parameter that this service has not read. */
  done(): void {
    for (const key of Object.keys(this.tree)) {
      if (this.read.has(key)) continue
      const name = this.name(key)
      throw invalid(name, `Received unknown parameter: ${name}`, 'parameter_unknown')
    }
    for (const nested of this.nested) nested.done()
  }
}
