import { type Currency, writeDecimal } from '#lib/money.ts'
import type { Figures, Period, Sums } from '#shop/reports/types.ts'
import { unitOf, writeParts } from '#shop/reports/words.ts'

const head = ['part', 'name', 'count', 'revenue', 'refunded', 'vat', 'currency']

/** Excel reads a file without this mark as Windows-1252: https://www.unicode.org/faq/utf_bom.html */
const byteOrderMark = '\uFEFF'

/**
 * Writes a report as one table of comma-separated values (RFC 4180, UTF-8 with a byte order mark): a row for each hour, day or month, one for their total, one
 * for each finish sold and one for each function. `count` is orders, pieces or runs; `vat` is the tax contained in
 * revenue less refunds. Amounts have the decimals of their currency.
 */
export function writeCsv({ kind, name }: Period, figures: Figures, currency: Currency): string {
  const code = currency.toUpperCase()
  const decimal = (amount: number) => writeDecimal({ amount, currency })
  const sumRow = (part: string, name: string, { orders, revenue, refunded, tax, refundedTax }: Sums) => {
    const amounts = [revenue, refunded, tax - refundedTax].map(decimal)
    return [part, name, String(orders), ...amounts, code]
  }
  const labels = writeParts(figures.parts)
  const rows = [
    head,
    ...figures.parts.map((part, index) => sumRow(unitOf({ kind }), labels[index] ?? '', part)),
    sumRow('total', name, figures),
    ...figures.sold.map(({ sku, name, finish, quantity, amount }) => {
      return ['finish', `${name}, ${finish} (${sku})`, String(quantity), decimal(amount), '', '', code]
    }),
    ...figures.functions.map(({ name, runs }) => ['function', name, String(runs), '', '', '', '']),
  ]
  return byteOrderMark + rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

/**
 * Writes a field. One that a spreadsheet would read as a formula begins with an apostrophe, also behind spaces and in the wide
 * forms of these signs: https://owasp.org/www-community/attacks/CSV_Injection
 */
function field(text: string): string {
  const safe =
    /^\s*[=+@\uFF1D\uFF0B\uFF20\uFF0D-]|^[\t\r\n]/.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
