import { invalid, missing } from '#local/payments/errors.ts'
import type { FormTree } from '#local/payments/form.ts'

type Limits = { min?: number; max?: number }

/**
 * Reads a decoded form and names the parameter in every refusal, as Stripe does.
 * It remembers what was read: `done` refuses what nobody asked for, so that a typo never passes silently.
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

  choice<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const text = this.optionalText(key)
    if (text === undefined) return undefined
    const found = allowed.find((one) => one === text)
    if (found === undefined) {
      throw invalid(this.name(key), `Invalid ${this.name(key)}: must be one of ${allowed.join(', ')}`)
    }
    return found
  }

  url(key: string): string | undefined {
    const text = this.optionalText(key)
    if (text === undefined) return undefined
    if (!URL.canParse(text) || !/^https?:/i.test(text)) throw invalid(this.name(key), 'Not a valid URL', 'url_invalid')
    return text
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

  /** Up to 50 keys of 40 characters with values of 500; an empty value takes the key away. */
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

  /** Refuses every parameter that nobody read. */
  done(): void {
    for (const key of Object.keys(this.tree)) {
      if (this.read.has(key)) continue
      const name = this.name(key)
      throw invalid(name, `Received unknown parameter: ${name} (not one this service knows)`, 'parameter_unknown')
    }
    for (const nested of this.nested) nested.done()
  }
}
