// Searches over lexemes, as the database writes them in a tsquery: https://www.postgresql.org/docs/17/datatype-textsearch.html

export type Term =
  /** `known`: the lexemes of the catalogue that it stands for, which are many for the beginning of a word */
  | Readonly<{ kind: 'lexeme'; lexeme: string; isPrefix: boolean; known: readonly string[] }>
  | Readonly<{ kind: 'not'; term: Term }>
  | Readonly<{ kind: 'and' | 'or'; terms: readonly Term[] }>

/** Lexemes of one lamp: of each, the weights of its places in the text, in their order. A mark has none. */
export type Lexemes = ReadonlyMap<string, string>

export function lexeme(word: string): Term {
  return { kind: 'lexeme', lexeme: word, isPrefix: false, known: [word] }
}

/** The beginning of a word. @param sorted all lexemes of the catalogue */
export function beginning(word: string, sorted: readonly string[]): Term {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((sorted[middle] ?? '') < word) from = middle + 1
    else to = middle
  }
  const known: string[] = []
  for (let at = from; sorted[at]?.startsWith(word); at++) known.push(sorted[at] ?? '')
  return { kind: 'lexeme', lexeme: word, isPrefix: true, known }
}

export function anyOf(...terms: (Term | null)[]): Term | null {
  return join('or', terms)
}

export function allOf(...terms: (Term | null)[]): Term | null {
  return join('and', terms)
}

function join(kind: 'and' | 'or', given: (Term | null)[]): Term | null {
  const terms = given.filter((term) => term !== null)
  return terms.length > 1 ? { kind, terms } : (terms[0] ?? null)
}

/** Reads a tsquery such as `'_in_night' & !'_wet'`. @param sorted all lexemes of the catalogue @throws Error for text that is none */
export function parseTerm(text: string, sorted: readonly string[]): Term {
  const tokens = text.match(/'[^']*'(?::\*)?|[&|!()]/g) ?? []
  let at = 0
  const either = (): Term => chain('|', 'or', both)
  const both = (): Term => chain('&', 'and', single)
  function chain(sign: string, kind: 'and' | 'or', next: () => Term): Term {
    const terms = [next()]
    while (tokens[at] === sign) {
      at += 1
      terms.push(next())
    }
    return terms.length === 1 && terms[0] ? terms[0] : { kind, terms }
  }
  function single(): Term {
    const token = tokens[at++]
    if (token === '!') return { kind: 'not', term: single() }
    if (token === '(') {
      const term = either()
      at += 1
      return term
    }
    if (!token?.startsWith("'")) throw new Error(`No search: ${text}`)
    const word = token.slice(1, token.lastIndexOf("'"))
    return token.endsWith(':*') ? beginning(word, sorted) : lexeme(word)
  }
  return either()
}

export function matches(lexemes: Lexemes, term: Term): boolean {
  if (term.kind === 'not') return !matches(lexemes, term.term)
  if (term.kind === 'lexeme') return term.known.some((word) => lexemes.has(word))
  const one = (part: Term) => matches(lexemes, part)
  return term.kind === 'and' ? term.terms.every(one) : term.terms.some(one)
}

/** All lexemes that a term names, each once. */
export function operandsOf(term: Term): Extract<Term, { kind: 'lexeme' }>[] {
  if (term.kind === 'lexeme') return [term]
  const found = term.kind === 'not' ? operandsOf(term.term) : term.terms.flatMap(operandsOf)
  return [...new Map(found.map((one) => [`${one.lexeme}${one.isPrefix}`, one])).values()]
}

function placesOf(lexemes: Lexemes, { known }: Extract<Term, { kind: 'lexeme' }>): string[] {
  return known.flatMap((word) => lexemes.get(word) ?? [])
}

/** What a lexeme counts at its places: A name, B finishes and tags, C facts, D prose. */
const weights: Record<string, number> = { A: 1, B: 0.5, C: 0.1, D: 0.05 }

/**
 * How well a lamp answers a term, as Postgres's `ts_rank` counts it (calc_rank_or in src/backend/utils/adt/tsrank.c). Terms that
 * demand several lexemes are over marks, which stand nowhere in the text and count nothing.
 */
export function rank(lexemes: Lexemes, term: Term): number {
  const operands = operandsOf(term)
  if (term.kind === 'and' && operands.length > 1) return 0
  let total = 0
  for (const operand of operands) {
    for (const places of placesOf(lexemes, operand)) {
      const values = Array.from(places || 'D', (weight) => weights[weight] ?? 0)
      const best = values.indexOf(Math.max(...values))
      const sum = values.reduce((all, value, index) => all + value / (index + 1) ** 2, 0)
      const most = values[best] ?? 0
      total += (most + sum - most / (best + 1) ** 2) / 1.64493406685
    }
  }
  return operands.length > 0 ? total / operands.length : 0
}
