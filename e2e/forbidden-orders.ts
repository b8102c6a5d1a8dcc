import {
  type Attempt,
  editors,
  none,
  owners,
  patch,
  read,
  remove,
  rest,
  rpc,
  staff,
  unknown,
} from '#e2e/forbidden-attempt.ts'

/** Attempts on staff, orders, money and jobs, with the only roles that may make each. */
export const orderAttempts: readonly Attempt[] = [
  // Staff and the audit log.
  { what: 'see their own place on the staff', may: staff, call: read('staff?select=user_id,role,name') },
  {
    what: 'see who else is staff',
    may: editors,
    call: (_, { id }) => ({ path: rest(`staff?select=user_id,name&user_id=neq.${id || crypto.randomUUID()}`) }),
  },
  { what: 'list the staff', may: staff, call: rpc('list_staff', () => ({})) },
  { what: 'read the audit log past its function', may: none, call: read('audit_log?select=id&limit=3') },
  { what: 'read the audit log', may: staff, call: rpc('list_audit', () => ({ most: 3 })) },
  {
    what: 'write the audit log',
    may: none,
    call: () => ({
      path: rest('audit_log'),
      body: { actor: crypto.randomUUID(), actor_name: 'x', action: 'x', subject: 'x', subject_id: 'x' },
    }),
  },
  {
    what: 'change the audit log',
    may: none,
    call: patch(() => 'audit_log?id=gt.0&select=id', { actor_name: 'somebody else' }),
  },
  { what: 'empty the audit log', may: none, call: remove(() => 'audit_log?id=gt.0&select=id') },
  // Only functions may call these.
  { what: 'plan a report', may: none, call: rpc('plan_reports', () => ({ at: new Date().toISOString(), trace: '' })) },
  { what: 'ask for every breach', may: none, call: rpc('find_breaches', () => ({ only_one: null })) },
  {
    what: 'promote oneself',
    may: none,
    call: patch((_, { id }) => `staff?user_id=eq.${id || crypto.randomUUID()}&select=user_id`, { role: 'owner' }),
  },
  {
    what: 'join the staff',
    may: none,
    call: (_, { id }) => ({
      path: rest('staff?select=user_id'),
      body: { user_id: id || crypto.randomUUID(), role: 'owner', name: 'Me' },
    }),
  },
  {
    what: 'appoint',
    may: owners,
    call: ({ buyer }) => ({
      path: rest('staff?select=user_id'),
      body: { user_id: buyer.id, role: 'viewer', name: 'For a moment' },
    }),
  },
  {
    what: 'change a role',
    may: owners,
    call: patch(({ buyer }) => `staff?user_id=eq.${buyer.id}&select=user_id`, { name: 'For another' }),
  },
  { what: 'dismiss', may: owners, call: remove(({ buyer }) => `staff?user_id=eq.${buyer.id}&select=user_id`) },
  {
    what: 'appoint by address',
    may: owners,
    past: 'NLNOT',
    call: rpc('appoint_staff', () => ({ email: 'nobody@nightlight.example', role: 'viewer', name: 'Nobody' })),
  },

  // Orders and money.
  {
    what: 'read somebody’s order past its function',
    may: none,
    call: ({ orderId }) => ({ path: rest(`orders?select=id,number,email&id=eq.${orderId}`) }),
  },
  { what: 'read somebody’s order', may: staff, call: rpc('admin_order', ({ orderId }) => ({ order_id: orderId })) },
  { what: 'list orders', may: staff, call: rpc('list_orders', () => ({ most: 3 })) },
  {
    what: 'read its lines',
    may: none,
    call: ({ orderId }) => ({ path: rest(`order_lines?select=name&order_id=eq.${orderId}`) }),
  },
  {
    what: 'read its payments',
    may: none,
    call: ({ orderId }) => ({ path: rest(`payments?select=amount&order_id=eq.${orderId}`) }),
  },
  {
    what: 'read its key',
    may: none,
    call: ({ orderId }) => ({ path: rest(`orders?select=access_key&id=eq.${orderId}`) }),
  },
  { what: 'open it without its key', may: none, call: rpc('get_order', ({ orderId }) => ({ order_id: orderId })) },
  {
    what: 'change an order',
    may: none,
    call: patch(({ orderId }) => `orders?id=eq.${orderId}&select=id`, { status: 'refunded' }),
  },
  { what: 'delete an order', may: none, call: remove(({ orderId }) => `orders?id=eq.${orderId}&select=id`) },
  {
    what: 'write a payment',
    may: none,
    call: ({ orderId }) => ({
      path: rest('payments'),
      body: { order_id: orderId, kind: 'refund', amount: 1, currency: 'eur', stripe_id: 're_x' },
    }),
  },
  {
    what: 'write a refund',
    may: none,
    call: ({ orderId }) => ({
      path: rest('refunds'),
      body: { id: crypto.randomUUID(), order_id: orderId, amount: 1, reason: 'x', returns_stock: false },
    }),
  },
  {
    what: 'refund a lamp',
    may: editors,
    call: rpc('request_refund', ({ orderId, lineId }) => ({
      refund_id: crypto.randomUUID(),
      order_id: orderId,
      lines: [{ variant_id: lineId, quantity: 1 }],
      reason: 'A test',
      returns_stock: true,
    })),
  },
  {
    what: 'cancel an order',
    may: editors,
    call: rpc('staff_cancel_order', () => ({ ...unknown(), refund_id: crypto.randomUUID(), reason: 'A test' })),
    past: 'NLNOT',
  },
  { what: 'pack an order', may: editors, call: rpc('staff_pack_order', unknown), past: 'NLNOT' },
  {
    what: 'ship an order',
    may: editors,
    call: rpc('staff_ship_order', () => ({ ...unknown(), tracking_number: 'ABCD 1234' })),
    past: 'NLNOT',
  },
  { what: 'send a receipt again', may: editors, call: rpc('resend_receipt', unknown), past: 'NLCON' },
  {
    what: 'settle a refund',
    may: none,
    call: rpc('take_refund', () => ({
      ...{ stripe_id: 're_x', payment_intent: 'pi_x', amount: 1, status: 'done' },
      ...{ refund_id: crypto.randomUUID(), error: null },
    })),
  },
  {
    what: 'mark an order paid',
    may: none,
    call: rpc('mark_paid', ({ orderId }) => ({
      order_id: orderId,
      session_id: 'x',
      payment_intent: 'x',
      amount: 1,
      currency: 'eur',
      email: 'x@example.com',
      address: {},
    })),
  },
  { what: 'give up an order', may: none, call: rpc('cancel_order', ({ orderId }) => ({ order_id: orderId })) },
  { what: 'read carts', may: none, call: read('carts?select=id&limit=1') },

  // The machinery.
  { what: 'read jobs', may: none, call: read('jobs?select=key&limit=1') },
  { what: 'read runs', may: none, call: read('function_runs?select=function&limit=1') },
  {
    what: 'write a job',
    may: none,
    call: () => ({ path: rest('jobs'), body: { key: 'x', name: 'sweep', input: {} } }),
  },
  { what: 'replay a job', may: editors, call: rpc('replay_job', () => ({ key: 'no such job' })), past: 'NLCON' },
  {
    what: 'point the database elsewhere',
    may: none,
    call: rpc('configure', () => ({ settings: { site_url: 'https://evil.example' } })),
  },
  {
    what: 'take a turn for somebody',
    may: none,
    call: rpc('take_turns', () => ({ keys: ['x'], allowed: [1], seconds: 60 })),
  },
  {
    what: 'change their account past the pages',
    may: ['shopper', ...staff],
    call: () => ({ method: 'PUT', path: '/auth/v1/user', body: { data: { note: 'a test' } } }),
  },
  {
    what: 'make an account without a mail',
    may: none,
    call: () => ({
      path: '/auth/v1/admin/users',
      body: { email: `x.${crypto.randomUUID()}@example.com`, password: 'a long password', email_confirm: true },
    }),
  },
]
