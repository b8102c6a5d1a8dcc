/**
 * What the database must know of the shop (`public.configure` in supabase/migrations). Amounts are in minor units, VAT rates in
 * percent; `vat_rates` has the countries whose rate is not `vat_rate`.
 */
export const shopSettings = {
  time_zone: 'Europe/Amsterdam',
  currency: 'eur',
  order_prefix: 'NL',
  parcel_step_seconds: 120,
  parcel_amount: 900,
  parcel_free_from_amount: 15_000,
  vat_rate: 21,
  vat_rates: {},
  countries: ['AT', 'BE', 'DE', 'DK', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT', 'SE'],
}
