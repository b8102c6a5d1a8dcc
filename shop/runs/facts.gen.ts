// Written by `npm run generate` from the definitions in functions/. Do not edit.
import type { FunctionFacts } from '#shop/runs/types.ts'

/** Every function of the store, by name. */
export const functionFacts: readonly FunctionFacts[] = [
  {
    "name": "catalog-webhook",
    "about": "Expires the pages that show what has changed in the catalogue, when the database reports a change.",
    "trigger": "webhook",
    "method": "POST",
    "schedules": null,
    "retries": null,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": true,
    "role": "catalog_webhook",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "STORAGE_WEBHOOK_SECRET"
    ],
    "rings": [],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "chat",
    "about": "Streams the assistant's answer to the last message of a conversation.",
    "trigger": "http",
    "method": "POST",
    "schedules": null,
    "retries": null,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "chat",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "SEAL_SECRET",
      "CHAT_BASE_URL",
      "CHAT_API_KEY",
      "AI_GATEWAY_API_KEY",
      "CHAT_MODEL"
    ],
    "rings": [],
    "packages": [
      "@ai-sdk/openai-compatible",
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "ai",
      "zod"
    ]
  },
  {
    "name": "check-health",
    "about": "Checks every part of the shop and stores the results.",
    "trigger": "cron",
    "method": "GET",
    "schedules": {
      "1": "*/5 * * * *",
      "5": "*/5 * * * *",
      "15": "*/15 * * * *"
    },
    "retries": 0,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": true,
    "role": "check_health",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "STRIPE_API_URL",
      "STRIPE_SECRET_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY",
      "CRON_SECRET"
    ],
    "rings": [
      "tell-owner"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "stripe",
      "zod"
    ]
  },
  {
    "name": "check-invariants",
    "about": "Asks the database for breaches, one invariant at a time, and plans one mail to the owner.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "check_invariants",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY"
    ],
    "rings": [
      "check-invariants",
      "tell-owner"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "clean-up",
    "about": "Plans the clean-up of the last Sunday; do-clean-up does it.",
    "trigger": "cron",
    "method": "GET",
    "schedules": {
      "1": "0 3 * * 0",
      "5": "0 3 * * 0",
      "15": "0 3 * * 0"
    },
    "retries": 3,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "clean_up",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "CRON_SECRET"
    ],
    "rings": [
      "do-clean-up"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "confirm-return",
    "about": "Mails the shopper who asked to return an order how to send it back.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "confirm_return",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY"
    ],
    "rings": [
      "confirm-return"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  },
  {
    "name": "deliver-order",
    "about": "Marks the parcel as delivered, and plans the mail to the shopper.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "deliver_order",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY"
    ],
    "rings": [
      "deliver-order",
      "tell-shopper"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "do-clean-up",
    "about": "Removes leftover rows and files, a batch in each step, and stores what it removed.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "do_clean_up",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY"
    ],
    "rings": [
      "do-clean-up"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "forward-question",
    "about": "Mails a shopper's question to the owner.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "forward_question",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY",
      "OWNER_EMAIL"
    ],
    "rings": [
      "forward-question"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  },
  {
    "name": "health",
    "about": "Reports which services are up: 200 when those that a sale needs answer, also when everything is sold out, otherwise 503.",
    "trigger": "http",
    "method": "GET",
    "schedules": null,
    "retries": null,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "health",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "STRIPE_API_URL",
      "STRIPE_SECRET_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY"
    ],
    "rings": [],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "stripe",
      "zod"
    ]
  },
  {
    "name": "invariants",
    "about": "Plans the nightly check of the invariants; check-invariants does it.",
    "trigger": "cron",
    "method": "GET",
    "schedules": {
      "1": "30 2 * * *",
      "5": "30 2 * * *",
      "15": "30 2 * * *"
    },
    "retries": 3,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "invariants",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "CRON_SECRET"
    ],
    "rings": [
      "check-invariants"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "make-sales-report",
    "about": "Makes a report of a day from its hours, or of a week, a month or a year from its days, writes it as CSV and PDF into private storage, stores its row, and mails it to the owner.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 512,
    "parallel": 1,
    "lines": {},
    "inPages": false,
    "role": "make_sales_report",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY",
      "OWNER_EMAIL"
    ],
    "rings": [
      "make-sales-report"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "fontkit",
      "pdfkit",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  },
  {
    "name": "make-thumbnail",
    "about": "Makes the sizes of a photograph: widths 160 to 2400 (never enlarged), upright, without metadata, in sRGB.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 2048,
    "parallel": 2,
    "lines": {
      "fallbacks": 1
    },
    "inPages": false,
    "role": "make_thumbnail",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY"
    ],
    "rings": [
      "make-thumbnail",
      "make-thumbnail-fallbacks"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "sharp",
      "thumbhash",
      "zod"
    ]
  },
  {
    "name": "process-order",
    "about": "Packs the parcel of a paid order, then sends the receipt.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "process_order",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY"
    ],
    "rings": [
      "process-order",
      "ship-order"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  },
  {
    "name": "refund-order",
    "about": "Refunds a payment through Stripe, once, and mails the shopper.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "refund_order",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "STRIPE_API_URL",
      "STRIPE_SECRET_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY"
    ],
    "rings": [
      "process-order",
      "refund-order",
      "ship-order",
      "tell-owner"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "stripe",
      "zod"
    ]
  },
  {
    "name": "resend-receipt",
    "about": "Sends the copy of a receipt that a member of staff asked for.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "resend_receipt",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY"
    ],
    "rings": [
      "resend-receipt"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  },
  {
    "name": "sales-report",
    "about": "Plans the report of the day that has ended, and of days that were missed; make-sales-report makes them.",
    "trigger": "cron",
    "method": "GET",
    "schedules": {
      "1": "15 23 * * *",
      "5": "15 23 * * *",
      "15": "15 23 * * *"
    },
    "retries": 3,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "sales_report",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "CRON_SECRET"
    ],
    "rings": [
      "make-sales-report"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "ship-order",
    "about": "Hands the parcel to the carrier, and plans its delivery and the mail to the shopper.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "ship_order",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY"
    ],
    "rings": [
      "deliver-order",
      "ship-order",
      "tell-shopper"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "stock-report",
    "about": "Lists on Monday morning what to reorder.",
    "trigger": "cron",
    "method": "GET",
    "schedules": {
      "1": "0 5 * * 1",
      "5": "0 5 * * 1",
      "15": "0 5 * * 1"
    },
    "retries": 3,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "stock_report",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "CRON_SECRET"
    ],
    "rings": [
      "tell-owner"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "storage-webhook",
    "about": "Plans the sizes of a photograph when the database reports that its original is in private storage.",
    "trigger": "webhook",
    "method": "POST",
    "schedules": null,
    "retries": null,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "storage_webhook",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "STORAGE_WEBHOOK_SECRET"
    ],
    "rings": [
      "make-thumbnail",
      "make-thumbnail-fallbacks"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "zod"
    ]
  },
  {
    "name": "stripe-webhook",
    "about": "Handles the events of Stripe about payments, refunds and disputes.",
    "trigger": "webhook",
    "method": "POST",
    "schedules": null,
    "retries": null,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "stripe_webhook",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "STRIPE_API_URL",
      "STRIPE_SECRET_KEY",
      "STRIPE_WEBHOOK_SECRET"
    ],
    "rings": [
      "process-order",
      "refund-order",
      "ship-order",
      "tell-owner"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "stripe",
      "zod"
    ]
  },
  {
    "name": "sweep",
    "about": "Rings again for overdue jobs, repeats lost events of uploads and of pages that changed, plans missed schedules, settles orders whose time to pay is over, and compares recent payments with Stripe.",
    "trigger": "cron",
    "method": "GET",
    "schedules": {
      "1": "* * * * *",
      "5": "*/5 * * * *",
      "15": "*/15 * * * *"
    },
    "retries": 0,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "sweep",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "STRIPE_API_URL",
      "STRIPE_SECRET_KEY",
      "CRON_SECRET"
    ],
    "rings": [
      "check-invariants",
      "confirm-return",
      "deliver-order",
      "do-clean-up",
      "forward-question",
      "make-sales-report",
      "make-thumbnail",
      "make-thumbnail-fallbacks",
      "process-order",
      "refund-order",
      "resend-receipt",
      "ship-order",
      "tell-owner",
      "tell-shopper"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "stripe",
      "zod"
    ]
  },
  {
    "name": "tell-owner",
    "about": "Mails the owner a notice of the shop, such as an incident or a breach.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "tell_owner",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY",
      "OWNER_EMAIL"
    ],
    "rings": [
      "tell-owner"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  },
  {
    "name": "tell-shopper",
    "about": "Mails the shopper that the parcel has left, or that it has arrived.",
    "trigger": "queue",
    "method": "POST",
    "schedules": null,
    "retries": 5,
    "seconds": 60,
    "memory": 1024,
    "parallel": null,
    "lines": {},
    "inPages": false,
    "role": "tell_shopper",
    "variables": [
      "SITE_URL",
      "FUNCTIONS_URL",
      "SUPABASE_URL",
      "SUPABASE_PUBLISHABLE_KEY",
      "SUPABASE_ROLE_TOKENS",
      "QUEUE",
      "QUEUE_URL",
      "QUEUE_SECRET",
      "QUEUE_CALLER",
      "QSTASH_URL",
      "QSTASH_TOKEN",
      "QSTASH_CURRENT_SIGNING_KEY",
      "QSTASH_NEXT_SIGNING_KEY",
      "RESEND_BASE_URL",
      "RESEND_API_KEY"
    ],
    "rings": [
      "tell-shopper"
    ],
    "packages": [
      "@opentelemetry/api",
      "@supabase/ssr",
      "@supabase/supabase-js",
      "react",
      "react-email",
      "resend",
      "zod"
    ]
  }
]
