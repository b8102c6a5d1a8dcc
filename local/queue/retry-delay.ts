import { ApiError } from '#local/queue/api-error.ts'

type Expression = (retried: number) => number

// The functions that QStash documents for Upstash-Retry-Delay, with the number of arguments that each takes.
const functions: Record<string, { least: number; most: number; call: (...values: number[]) => number }> = {
  pow: { least: 2, most: 2, call: Math.pow },
  sqrt: { least: 1, most: 1, call: Math.sqrt },
  abs: { least: 1, most: 1, call: Math.abs },
  exp: { least: 1, most: 1, call: Math.exp },
  floor: { least: 1, most: 1, call: Math.floor },
  ceil: { least: 1, most: 1, call: Math.ceil },
  round: { least: 1, most: 1, call: Math.round },
  min: { least: 1, most: 16, call: Math.min },
  max: { least: 1, most: 16, call: Math.max },
}

const operators: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
}

/**
 * Reads an `Upstash-Retry-Delay` expression, such as `pow(2, retried) * 1000`.
 * The result takes the number of retries so far (0 at first) and returns milliseconds.
 * The text comes from outside, so it is parsed and never evaluated as code. @throws ApiError 400 when it is invalid
 */
export function parseRetryDelay(text: string): Expression {
  // Limited, so that nesting cannot exhaust the stack.
  if (text.length > 256) throw refuse(text)
  const tokens = text.match(/\d+(?:\.\d+)?|[a-z]+|[-+*/%(),]|\S/g) ?? []
  let position = 0
  const peek = () => tokens[position]
  const take = () => tokens[position++]
  const expect = (token: string) => {
    if (take() !== token) throw refuse(text)
  }

  function chain(symbols: string[], operand: () => Expression): Expression {
    let left = operand()
    for (let symbol = peek(); symbol !== undefined && symbols.includes(symbol); symbol = peek()) {
      take()
      const operate = operators[symbol]
      if (!operate) throw refuse(text)
      const before = left
      const right = operand()
      left = (retried) => operate(before(retried), right(retried))
    }
    return left
  }

  const sum = (): Expression => chain(['+', '-'], product)
  const product = (): Expression => chain(['*', '/', '%'], unary)

  function unary(): Expression {
    if (peek() === '-') {
      take()
      const operand = unary()
      return (retried) => -operand(retried)
    }
    return primary()
  }

  function primary(): Expression {
    const token = take() ?? ''
    if (/^\d/.test(token)) return () => Number(token)
    if (token === 'retried') return (retried) => retried
    if (token === '(') {
      const inner = sum()
      expect(')')
      return inner
    }
    const known = Object.hasOwn(functions, token) ? functions[token] : undefined
    if (!known) throw refuse(text)
    expect('(')
    const values = [sum()]
    while (peek() === ',') {
      take()
      values.push(sum())
    }
    expect(')')
    if (values.length < known.least || values.length > known.most) throw refuse(text)
    return (retried) => known.call(...values.map((value) => value(retried)))
  }

  const expression = sum()
  if (position !== tokens.length) throw refuse(text)
  return expression
}

const refuse = (text: string) => new ApiError(400, `invalid Upstash-Retry-Delay expression: ${text}`)
