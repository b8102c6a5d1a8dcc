import { shop } from '#shop.config.ts'

const { timeZone, currency, orderPrefix, delivery, returns, keep, signIn, vat } = shop

/**
 * The shop's settings in the database (`public.configure` in supabase/migrations). Amounts are in minor units, VAT rates
 * in percent; `vat_rates` lists the countries whose rate differs from `vat_rate`.
 */
export const shopSettings = {
  time_zone: timeZone,
  currency,
  order_prefix: orderPrefix,
  parcel_step_seconds: delivery.stepSeconds,
  parcel_amount: delivery.price,
  parcel_free_from_amount: delivery.freeFrom,
  return_days: returns.days,
  cart_days: keep.cartDays,
  question_days: keep.questionDays,
  visit_hours: signIn.visitHours,
  vat_rate: vat.rate,
  vat_rates: vat.rates,
  countries: delivery.countries,
}
