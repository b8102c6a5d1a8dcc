/** Every role that an API caller can have. */
export const functionRoles = [
  'checkout',
  'stripe_webhook',
  'storage_webhook',
  'catalog_webhook',
  'make_thumbnail',
  'process_order',
  'ship_order',
  'deliver_order',
  'health',
  'sweep',
]
export const roles = ['anon', 'authenticated', 'service_role', ...functionRoles]

/** What the roles may do with a table: verbs, with the columns when it is only some of them. */
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
  'select(id,number,user_id,status,needs_attention,currency,subtotal_amount,shipping_amount,tax_amount,total_amount,email,address,tracking_number,trace,created_at)'

/** The whole truth about tables: one that is not named here fails the test. */
export const tableRights: Record<string, Rights> = {
  categories: everybodyReads,
  collections: everybodyReads,
  products: { ...everybodyReads, health: ['select(id,status)'] },
  variants: { ...everybodyReads, health: ['select(product_id,stock)'] },
  reviews: everybodyReads,
  scenes: everybodyReads,
  stock_movements: owner,
  images: {
    anon: [shownOfImages],
    authenticated: [shownOfImages],
    make_thumbnail: ['select(id,original_path,status)'],
    ...owner,
  },
  image_sizes: everybodyReads,
  carts: owner,
  cart_lines: owner,
  orders: { authenticated: [shownOfOrders], ...owner },
  order_lines: { authenticated: ['select'], ...owner },
  order_events: { authenticated: ['select'], ...owner },
  payments: { authenticated: ['select'], ...owner },
  order_statuses: owner,
  order_transitions: owner,
  jobs: everyFunction('select', 'update(status,attempts,error,started_at,finished_at)'),
  job_steps: everyFunction('select', 'insert'),
  function_runs: everyFunction('insert'),
  stripe_events: owner,
}

const shoppers = ['anon', 'authenticated']

/** Who may call which function, besides the owner's `service_role`: one that is not named here fails the test. */
export const functionRights: Record<string, string[]> = {
  configure: [],
  receive_stock: [],
  search_products: shoppers,
  add_to_cart: shoppers,
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
  list_expired_orders: ['sweep'],
  flag_late_orders: ['sweep'],
  take_overdue_jobs: ['sweep'],
  keep_stripe_event: ['stripe_webhook'],
  stripe_event_handled: ['stripe_webhook'],
  get_receipt: ['process_order'],
  keep_receipt: ['process_order'],
  pack_order: ['process_order'],
  ship_order: ['ship_order'],
  deliver_order: ['deliver_order'],
  mark_uploaded: ['storage_webhook'],
  save_sizes: ['make_thumbnail'],
  fail_image: ['make_thumbnail'],
  function_name: functionRoles,
  start_job: functionRoles,
  finish_job: functionRoles,
  fail_job: functionRoles,
}
