// Parameters that Stripe has and this service does not read, by route. `line_items.price` stands for
// `line_items[0][price]`. One that is neither here nor read is a typo, as with Stripe. A test compares them with the SDK.

const words = (text: string) => new Set(text.trim().split(/\s+/))

const customer = `
  address.state balance business_name cash_balance default_source individual_name invoice_prefix invoice_settings
  next_invoice_sequence payment_method preferred_locales shipping source tax tax_exempt tax_id_data test_clock validate
`
const checkoutSession = `
  adaptive_pricing after_expiration allow_promotion_codes automatic_tax billing_address_collection branding_settings
  consent_collection currency custom_fields custom_text customer_account customer_update discounts
  excluded_payment_method_types integration_identifier invoice_creation managed_payments name_collection optional_items
  origin_context payment_method_collection payment_method_configuration payment_method_data payment_method_options
  permissions phone_number_collection redirect_on_completion return_url saved_payment_method_options setup_intent_data
  subscription_data tax_id_collection wallet_options
  line_items.adjustable_quantity line_items.dynamic_tax_rates line_items.metadata line_items.price line_items.tax_rates
  line_items.price_data.product line_items.price_data.recurring line_items.price_data.unit_amount_decimal
  line_items.price_data.product_data.tax_details line_items.price_data.product_data.unit_label
  payment_intent_data.application_fee_amount payment_intent_data.on_behalf_of payment_intent_data.setup_future_usage
  payment_intent_data.shipping payment_intent_data.statement_descriptor
  payment_intent_data.statement_descriptor_suffix payment_intent_data.transfer_data payment_intent_data.transfer_group
  shipping_options.shipping_rate_data.fixed_amount.currency_options
`

/** By method and path as `routes.ts` and `lists.ts` name them. */
export const unservedParams: Record<string, Set<string>> = {
  'POST /v1/checkout/sessions': words(checkoutSession),
  'POST /v1/customers': words(customer),
  'POST /v1/customers/:id': words(customer),
  'POST /v1/refunds': words('currency customer instructions_email origin refund_application_fee reverse_transfer'),
  'POST /v1/disputes/:id': words(`
    intended_submission_method evidence.appeal evidence.enhanced_evidence evidence.cancellation_policy
    evidence.customer_communication evidence.customer_signature evidence.duplicate_charge_documentation evidence.receipt
    evidence.refund_policy evidence.service_documentation evidence.shipping_documentation evidence.uncategorized_file
  `),
  'POST /v1/webhook_endpoints': words('connect'),
  'GET /v1/payment_intents/:id': words('client_secret'),
  'GET /v1/customers': words('test_clock'),
  'GET /v1/charges': words('transfer_group'),
  'GET /v1/payment_intents': words('customer_account'),
  'GET /v1/checkout/sessions': words('customer_account customer_details payment_link subscription'),
  'GET /v1/events': words('delivery_success'),
}
