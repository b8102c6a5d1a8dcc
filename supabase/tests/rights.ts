import { functionRoles as named } from '#lib/roles.gen.ts'

/** Every role that runs jobs and stores runs: those of the functions, and the role of the pages that place orders. */
export const functionRoles: string[] = ['checkout', ...named]
/** `gatekeeper` and `tracer` are no functions: one only counts attempts, the other only stores spans of pages. */
export const roles = ['anon', 'authenticated', 'service_role', 'gatekeeper', 'tracer', ...functionRoles]

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
  'select(id,number,user_id,status,currency,subtotal_amount,shipping_amount,tax_rate,tax_amount,total_amount,email,address,tracking_number,created_at)'
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
    check_health: ['select(slug,status)'],
  },
  variants: {
    ...everybodyReads,
    authenticated: [
      'select',
      'insert(product_id,slug,name,hex,sku,price_amount,position)',
      'update(slug,name,hex,sku,price_amount,position)',
      'delete',
    ],
    health: ['select(product_id)'],
    check_health: ['select(product_id)'],
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
  jobs: everyFunction('select', 'update(status,attempts,runs,error,started_at,leased_until,finished_at)'),
  job_steps: everyFunction('select', 'insert'),
  function_runs: everyFunction('insert'),
  spans: owner,
  stripe_events: owner,
  refunds: owner,
  refund_lines: owner,
  disputes: owner,
  returns: owner,
  questions: owner,
  invariants: { ...owner, check_invariants: ['select(id)'] },
  findings: owner,
  function_days: owner,
  clean_ups: staffReads,
  health_checks: owner,
  health_days: owner,
  incidents: staffReads,
  stock_reports: staffReads,
  reports: { ...staffReads, make_sales_report: ['select'] },
  audit_log: owner,
  staff: { authenticated: ['select', 'insert(user_id,role,name)', 'update(role,name)', 'delete'], ...owner },
}
