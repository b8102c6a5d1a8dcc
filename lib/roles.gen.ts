// Written by `npm run generate` from the definitions in functions/. Do not edit.

/** The Postgres role of each function; migrations create it and grant it what the function needs. */
export const functionRoles = [
  'catalog_webhook',
  'chat',
  'check_invariants',
  'clean_up',
  'confirm_return',
  'deliver_order',
  'forward_question',
  'health_check',
  'health',
  'invariants',
  'make_report',
  'make_thumbnail',
  'process_order',
  'refund_order',
  'remove_leftovers',
  'sales_report',
  'send_receipt',
  'ship_order',
  'stock_report',
  'storage_webhook',
  'stripe_webhook',
  'sweep',
  'tell_owner',
] as const
export type FunctionRole = (typeof functionRoles)[number]
