// Written by `npm run generate` from the definitions in functions/. Do not edit.

/** How the queue delivers each job; its name is that of its function. */
export const jobPolicies = {
  'check-invariants': { retries: 5 },
  'confirm-return': { retries: 5 },
  'deliver-order': { retries: 5 },
  'do-clean-up': { retries: 5 },
  'forward-question': { retries: 5 },
  'make-sales-report': { retries: 5, parallel: 1 },
  'make-thumbnail': { retries: 5, parallel: 2, lines: { 'fallbacks': 1 } },
  'process-order': { retries: 5 },
  'refund-order': { retries: 5 },
  'resend-receipt': { retries: 5 },
  'ship-order': { retries: 5 },
  'tell-owner': { retries: 5 },
  'tell-shopper': { retries: 5 },
}
