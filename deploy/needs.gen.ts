// Written by `npm run generate` from the definitions in functions/. Do not edit.

/** What each function uses: variables of the environment, lines of jobs for which it rings, and packages. */
export const needs: Readonly<Record<string, { variables: readonly string[]; rings: readonly string[]; packages: readonly string[] }>> = {
  'catalog-webhook': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'STORAGE_WEBHOOK_SECRET'],
    rings: [],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'chat': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'SEAL_SECRET', 'CHAT_BASE_URL', 'CHAT_API_KEY', 'AI_GATEWAY_API_KEY', 'CHAT_MODEL'],
    rings: [],
    packages: ['@ai-sdk/openai-compatible', '@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'ai', 'zod'],
  },
  'check-health': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY', 'CRON_SECRET'],
    rings: ['tell-owner'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'stripe', 'zod'],
  },
  'check-invariants': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
    rings: ['check-invariants', 'tell-owner'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'clean-up': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'CRON_SECRET'],
    rings: ['do-clean-up'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'confirm-return': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY'],
    rings: ['confirm-return'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'zod'],
  },
  'deliver-order': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
    rings: ['deliver-order', 'tell-shopper'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'do-clean-up': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
    rings: ['do-clean-up'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'forward-question': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY', 'OWNER_EMAIL'],
    rings: ['forward-question'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'zod'],
  },
  'health': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY'],
    rings: [],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'stripe', 'zod'],
  },
  'invariants': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'CRON_SECRET'],
    rings: ['check-invariants'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'make-sales-report': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY', 'OWNER_EMAIL'],
    rings: ['make-sales-report'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'fontkit', 'pdfkit', 'react', 'react-email', 'resend', 'zod'],
  },
  'make-thumbnail': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
    rings: ['make-thumbnail', 'make-thumbnail-fallbacks'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'sharp', 'thumbhash', 'zod'],
  },
  'process-order': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY'],
    rings: ['process-order', 'ship-order'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'zod'],
  },
  'refund-order': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY'],
    rings: ['process-order', 'refund-order', 'ship-order', 'tell-owner'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'stripe', 'zod'],
  },
  'resend-receipt': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY'],
    rings: ['resend-receipt'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'zod'],
  },
  'sales-report': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'CRON_SECRET'],
    rings: ['make-sales-report'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'ship-order': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY'],
    rings: ['deliver-order', 'ship-order', 'tell-shopper'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'stock-report': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'CRON_SECRET'],
    rings: ['tell-owner'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'storage-webhook': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'STORAGE_WEBHOOK_SECRET'],
    rings: ['make-thumbnail', 'make-thumbnail-fallbacks'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'zod'],
  },
  'stripe-webhook': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
    rings: ['process-order', 'refund-order', 'ship-order', 'tell-owner'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'stripe', 'zod'],
  },
  'sweep': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'CRON_SECRET'],
    rings: ['check-invariants', 'confirm-return', 'deliver-order', 'do-clean-up', 'forward-question', 'make-sales-report', 'make-thumbnail', 'make-thumbnail-fallbacks', 'process-order', 'refund-order', 'resend-receipt', 'ship-order', 'tell-owner', 'tell-shopper'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'stripe', 'zod'],
  },
  'tell-owner': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY', 'OWNER_EMAIL'],
    rings: ['tell-owner'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'zod'],
  },
  'tell-shopper': {
    variables: ['SITE_URL', 'FUNCTIONS_URL', 'SUPABASE_URL', 'SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_ROLE_TOKENS', 'QUEUE', 'QUEUE_URL', 'QUEUE_SECRET', 'QUEUE_CALLER', 'QSTASH_URL', 'QSTASH_TOKEN', 'QSTASH_CURRENT_SIGNING_KEY', 'QSTASH_NEXT_SIGNING_KEY', 'RESEND_BASE_URL', 'RESEND_API_KEY'],
    rings: ['tell-shopper'],
    packages: ['@opentelemetry/api', '@supabase/ssr', '@supabase/supabase-js', 'react', 'react-email', 'resend', 'zod'],
  },
}
