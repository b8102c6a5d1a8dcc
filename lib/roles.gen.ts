// Written by `npm run generate` from the definitions in functions/. Do not edit.

/** The Postgres role of each function; migrations create it and grant it what the function needs. */
export const functionRoles = [
  'catalog_webhook',
  'chat',
  'check_health',
  'check_invariants',
  'clean_up',
  'confirm_return',
  'deliver_order',
  'do_clean_up',
  'forward_question',
  'health',
  'invariants',
  'make_sales_report',
  'make_thumbnail',
  'process_order',
  'refund_order',
  'resend_receipt',
  'sales_report',
  'ship_order',
  'stock_report',
  'storage_webhook',
  'stripe_webhook',
  'sweep',
  'tell_owner',
  'tell_shopper',
] as const
export type FunctionRole = (typeof functionRoles)[number]
