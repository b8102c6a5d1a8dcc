import * as z from 'zod'
import { parsePrice } from '#components/admin/catalog/price.ts'
import { slugProblem } from '#components/admin/catalog/slug.ts'
import { digitsOf, formatMoney, type Money, toMinorUnits, writeDecimal } from '#lib/money.ts'
import { shop } from '#shop.config.ts'

// These schemas read the forms of a lamp into what the shop stores.

const words = (most: number) => z.string().trim().max(most, `At most ${most} characters.`)
const needed = (what: string, most = 120) => words(most).min(1, `Enter ${what}.`)
const sku = z
  .string()
  .trim()
  .regex(
    /^[A-Z0-9]+(-[A-Z0-9]+)*$/,
    `Use capital letters, digits and single hyphens, such as ${shop.orderPrefix}-PORC-01.`,
  )
  .max(40, 'At most 40 characters.')

const slug = z
  .string()
  .trim()
  .superRefine((value, context) => {
    const problem = slugProblem(value)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })

/** A whole number in decimal digits: `1e9` and `0x10` are refused. */
const whole = (unit: string, most: number, least = 1) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, `Enter a whole number of ${unit}.`)
    .transform(Number)
    .pipe(z.number().min(least, `At least ${least}.`).max(most, `At most ${most}.`))

const decimal = z
  .string()
  .trim()
  .regex(/^\d{1,5}([.,]\d)?$/, 'Enter a number of watts, such as 8 or 7.5.')
  .transform((typed) => Number(typed.replace(',', '.')))

/** One entry per line; empty lines are ignored. */
const lines = z.string().transform((typed, context) => {
  const list = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  if (list.length > 30) context.addIssue({ code: 'custom', message: 'At most 30 lines.' })
  if (list.some((line) => line.length > 300))
    context.addIssue({ code: 'custom', message: 'At most 300 characters a line.' })
  return list
})

const side = z
  .string()
  .trim()
  .regex(/^\d{0,9}$/, 'Enter a whole number of millimetres, or leave it empty.')
  .transform((typed) => (typed === '' ? null : Number(typed)))
  .pipe(z.number().min(1, 'At least 1.').max(20_000, 'At most 20000.').nullable())
const sides = ['height', 'diameter', 'width', 'depth'] as const

/** The form of a lamp. The names of its light fields begin with `light`, those of its dimensions with `side`. */
export const productForm = z
  .object({
    name: needed('a name'),
    slug,
    sku,
    tagline: words(200),
    description: words(5000),
    categoryId: z.uuid('Choose a category.'),
    collectionId: z.uuid('Choose a collection.'),
    status: z.enum(['draft', 'active', 'archived'], 'Choose a status.'),
    materials: lines,
    care: lines,
    tags: lines,
    sideHeight: side,
    sideDiameter: side,
    sideWidth: side,
    sideDepth: side,
    weightGrams: whole('grams', 1_000_000),
    lightSource: needed('the light source'),
    lightWatts: decimal,
    lightLumens: whole('lumens', 100_000, 0),
    lightKelvin: whole('kelvin', 20_000),
    lightCri: whole('points of CRI', 100, 0),
    lightDimmable: z.enum(['yes', 'no']).transform((value) => value === 'yes'),
    lightControl: needed('the control'),
    lightIp: z
      .string()
      .trim()
      .regex(/^IP[0-9X]{2}$/, 'Enter an IP rating such as IP20.'),
    lightPower: needed('the power supply'),
    year: whole('years', 2100, 1900),
    leadDays: whole('days', 365),
  })
  .transform((form) => {
    const { sideHeight, sideDiameter, sideWidth, sideDepth, ...rest } = form
    const typed = { height: sideHeight, diameter: sideDiameter, width: sideWidth, depth: sideDepth }
    const {
      lightSource,
      lightWatts,
      lightLumens,
      lightKelvin,
      lightCri,
      lightDimmable,
      lightControl,
      lightIp,
      lightPower,
      ...draft
    } = rest
    return {
      ...draft,
      dimensions: Object.fromEntries(
        sides.flatMap((name) => (typed[name] === null ? [] : [[name, typed[name]]])),
      ) as Record<string, number>,
      light: {
        source: lightSource,
        watts: lightWatts,
        lumens: lightLumens,
        kelvin: lightKelvin,
        cri: lightCri,
        dimmable: lightDimmable,
        control: lightControl,
        ip: lightIp,
        power: lightPower,
      },
    }
  })

const places = ['no decimals', 'at most one decimal', 'at most two decimals', 'at most three decimals']
const example = writeDecimal({ amount: toMinorUnits(249.5, shop.currency), currency: shop.currency })
const priceHint = `Enter an amount with ${places[digitsOf(shop.currency)]}, such as 249 or ${example}.`

/** The highest price, in minor units; the database has the same limit. */
const highest: Money = { amount: 9_999_999, currency: shop.currency }

/** The form of a finish. Gives the typed price in minor units. */
export const finishForm = z
  .object({
    name: needed('a name', 60),
    slug,
    hex: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^#[0-9a-f]{6}$/, 'Enter a colour such as #b9442a.'),
    sku,
    price: z.string().transform((typed, context) => {
      const amount = parsePrice(typed, shop.currency)
      if (amount && amount <= highest.amount) return amount
      context.addIssue({
        code: 'custom',
        message: amount ? `The highest price is ${formatMoney(highest)}.` : priceHint,
      })
      return z.NEVER
    }),
  })
  .transform(({ price, ...draft }) => ({ ...draft, priceAmount: price }))

/** The form of a stock adjustment. */
export const stockForm = z.object({
  variantId: z.uuid('Choose a finish.'),
  reason: z.enum(['received', 'counted', 'damaged'], 'Choose a reason.'),
  quantity: whole('pieces', 100_000, 0),
})
