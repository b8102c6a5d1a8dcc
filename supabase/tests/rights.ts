import { functionRoles as named } from '#lib/roles.gen.ts'

/** Every role that runs jobs and stores runs: those of the functions, and the role of the pages that place orders. */
export const functionRoles: string[] = ['checkout', ...named]
/** `gatekeeper` is no function: it only counts attempts. */
export const roles = ['anon', 'authenticated', 'service_role', 'gatekeeper', ...functionRoles]

/** The rights of roles to a table: verbs, with columns when the right covers only some. */
type Rights = Record<string, string[]>

const owner: Rights = { service_role: ['select', 'insert', 'update', 'delete'] }
const everybodyReads: Rights = { anon: ['select'], authenticated: ['select'], ...owner }
const everyFunction = (...verbs: string[]): Rights => ({
  ...Object.fromEntries(functionRoles.map((role) => [role, verbs])),
  ...owner,
})

const shownOfImages =
  'select(id,product_id,variant_id,scene_id,role,alt,position,focal_x,focal_y,status,width,height,thumbhash)'
const shownOfOrders =
  'select(id,number,user_id,status,needs_attention,currency,subtotal_amount,shipping_amount,tax_rate,tax_amount,total_amount,email,address,receipt_email_id,receipt_error,tracking_number,trace,created_at,updated_at)'
const writtenOfProducts =
  '(slug,sku,name,tagline,description,category_id,collection_id,status,materials,dimensions,weight_grams,light,care,tags,year,position,lead_days)'
/** Row level security restricts these further, to staff or to the owner of a row. */
const staffReads: Rights = { authenticated: ['select'], ...owner }

/** All rights to tables. A table that is missing here fails the test. */
export const tableRights: Record<string, Rights> = {
  categories: everybodyReads,
  collections: everybodyReads,
  products: {
    ...everybodyReads,
    authenticated: ['select', `insert${writtenOfProducts}`, `update${writtenOfProducts}`],
    health: ['select(id,status)'],
    check_health: ['select(id,slug,status)'],
  },
  variants: {
    ...everybodyReads,
    authenticated: [
      'select',
      'insert(product_id,slug,name,hex,sku,price_amount,position)',
      'update(slug,name,hex,sku,price_amount,position)',
      'delete',
    ],
    health: ['select(product_id,stock)'],
    check_health: ['select(product_id,stock)'],
  },
  reviews: everybodyReads,
  scenes: everybodyReads,
  stock_movements: staffReads,
  photographs: {
    anon: [shownOfImages],
    authenticated: [
      'select',
      'insert(id,product_id,variant_id,role,alt,position,original_path)',
      'update(variant_id,role,alt,position,focal_x,focal_y)',
      'delete',
    ],
    make_thumbnail: ['select(id,original_path,status)'],
    do_clean_up: ['select(original_path)'],
    ...owner,
  },
  photograph_sizes: { ...everybodyReads, do_clean_up: ['select(path)'] },
  carts: owner,
  cart_lines: owner,
  orders: { authenticated: [shownOfOrders], ...owner },
  order_lines: { authenticated: ['select'], ...owner },
  order_events: { authenticated: ['select'], ...owner },
  payments: { authenticated: ['select'], ...owner },
  order_statuses: owner,
  order_transitions: owner,
  jobs: {
    ...everyFunction('select', 'update(status,attempts,runs,error,started_at,leased_until,finished_at)'),
    ...staffReads,
  },
  job_steps: everyFunction('select', 'insert'),
  function_runs: { ...everyFunction('insert'), ...staffReads },
  stripe_events: owner,
  refunds: staffReads,
  refund_lines: staffReads,
  disputes: staffReads,
  returns: staffReads,
  questions: owner,
  invariants: { ...staffReads, check_invariants: ['select(id)'] },
  findings: staffReads,
  function_days: staffReads,
  clean_ups: staffReads,
  health_checks: staffReads,
  health_days: staffReads,
  incidents: staffReads,
  stock_reports: staffReads,
  reports: { ...staffReads, make_sales_report: ['select'] },
  audit_log: staffReads,
  staff: { authenticated: ['select', 'insert(user_id,role,name)', 'update(role,name)', 'delete'], ...owner },
}

const shoppers = ['anon', 'authenticated']

/** The roles that may call each function, besides `service_role`. A function that is missing here fails the test. */
export const functionRights: Record<string, string[]> = {
  configure: [],
  shop_currency: shoppers,
  is_session_open: ['authenticated'],
  has_password: ['authenticated'],
  receive_stock: [],
  search_products: shoppers,
  add_to_cart: ['checkout'],
  live_stock: shoppers,
  set_cart_quantity: shoppers,
  remove_from_cart: shoppers,
  get_cart: shoppers,
  get_order: [...shoppers, 'checkout'],
  find_pending_order: ['checkout'],
  place_order: ['checkout'],
  attach_session: ['checkout'],
  get_session: ['checkout'],
  cancel_order: ['checkout', 'stripe_webhook', 'sweep'],
  mark_paid: ['checkout', 'stripe_webhook', 'sweep'],
  take_expired_orders: ['sweep'],
  take_orders_to_compare: ['sweep'],
  has_order: ['stripe_webhook'],
  has_payment: ['stripe_webhook'],
  flag_late_orders: ['sweep'],
  take_overdue_jobs: ['sweep'],
  mark_lost_uploads: ['sweep'],
  keep_stripe_event: ['stripe_webhook'],
  stripe_event_handled: ['stripe_webhook'],
  get_receipt: ['process_order', 'resend_receipt', 'confirm_return'],
  keep_receipt: ['process_order', 'resend_receipt'],
  fail_receipt: ['process_order', 'resend_receipt'],
  pack_order: ['process_order'],
  ship_order: ['ship_order'],
  deliver_order: ['deliver_order'],
  mark_uploaded: ['storage_webhook'],
  save_sizes: ['make_thumbnail'],
  fail_photograph: ['make_thumbnail'],
  function_name: functionRoles,
  start_job: functionRoles,
  finish_job: functionRoles,
  fail_job: functionRoles,
  pause_job: functionRoles,
  finished_steps: functionRoles,
  staff_role: ['authenticated'],
  is_staff: ['authenticated'],
  may_edit: ['authenticated'],
  appoint_staff: ['authenticated'],
  adjust_stock: ['authenticated'],
  remake_photographs: ['authenticated'],
  retry_photograph: ['authenticated'],
  replay_job: ['authenticated'],
  staff_pack_order: ['authenticated'],
  staff_ship_order: ['authenticated'],
  staff_cancel_order: ['authenticated'],
  resend_receipt: ['authenticated'],
  request_refund: ['authenticated'],
  dashboard: ['authenticated'],
  join_cart: ['authenticated'],
  take_turn: ['gatekeeper'],
  get_refund: ['refund_order', 'tell_owner'],
  take_refund: ['refund_order', 'stripe_webhook', 'sweep'],
  take_dispute: ['refund_order', 'stripe_webhook', 'sweep'],
  get_dispute: ['tell_owner'],
  fail_refund: ['refund_order'],
  take_chat_turn: ['chat'],
  note_chat_use: ['chat'],
  ask_human: ['gatekeeper'],
  get_question: ['forward_question'],
  question_sent: ['forward_question'],
  request_return: shoppers,
  settle_attention: ['authenticated'],
  plan_reports: ['sales_report'],
  find_breaches: [],
  plan_check: ['invariants'],
  check_invariant: ['check_invariants'],
  report_findings: ['check_invariants'],
  get_findings: ['tell_owner'],
  list_leftovers: ['clean_up'],
  plan_clean_up: ['clean_up'],
  list_leftover_files: ['do_clean_up'],
  remove_leftovers: ['do_clean_up'],
  keep_clean_up: ['do_clean_up'],
  work_figures: ['check_health'],
  record_health: ['check_health'],
  get_incidents: ['tell_owner'],
  status_report: shoppers,
  make_stock_report: ['stock_report'],
  get_stock_report: ['tell_owner'],
  plan_missed: ['sweep'],
  collect_hour: ['make_sales_report'],
  low_stock: ['make_sales_report'],
  save_report: ['make_sales_report'],
  keep_report_mail: ['make_sales_report'],
}
