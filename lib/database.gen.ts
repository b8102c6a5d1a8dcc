
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "audit_log": {
                  Row: {
                    "action": string,"actor": string,"actor_name": string,"after": Json | null,"at": string,"before": Json | null,"id": number,"subject": string,"subject_id": string
                  }
                  Insert: {
                    "action": string,"actor": string,"actor_name": string,"after"?: Json | null,"at"?: string,"before"?: Json | null,"id"?: never,"subject": string,"subject_id": string
                  }
                  Update: {
                    "action"?: string,"actor"?: string,"actor_name"?: string,"after"?: Json | null,"at"?: string,"before"?: Json | null,"id"?: never,"subject"?: string,"subject_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"cart_lines": {
                  Row: {
                    "added_at": string,"cart_id": string,"quantity": number,"variant_id": string
                  }
                  Insert: {
                    "added_at"?: string,"cart_id": string,"quantity": number,"variant_id": string
                  }
                  Update: {
                    "added_at"?: string,"cart_id"?: string,"quantity"?: number,"variant_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "cart_lines_cart_id_fkey"
      columns: ["cart_id"]
isOneToOne: false
      referencedRelation: "carts"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "cart_lines_variant_id_fkey"
      columns: ["variant_id"]
isOneToOne: false
      referencedRelation: "variants"
      referencedColumns: ["id"]
    }
                  ]
                },"carts": {
                  Row: {
                    "additions": (string)[],"created_at": string,"id": string,"updated_at": string,"user_id": string | null
                  }
                  Insert: {
                    "additions"?: (string)[],"created_at"?: string,"id"?: string,"updated_at"?: string,"user_id"?: string | null
                  }
                  Update: {
                    "additions"?: (string)[],"created_at"?: string,"id"?: string,"updated_at"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"categories": {
                  Row: {
                    "id": string,"intro": string,"name": string,"position": number,"slug": string
                  }
                  Insert: {
                    "id"?: string,"intro"?: string,"name": string,"position"?: number,"slug": string
                  }
                  Update: {
                    "id"?: string,"intro"?: string,"name"?: string,"position"?: number,"slug"?: string
                  }
                  Relationships: [
                    
                  ]
                },"clean_ups": {
                  Row: {
                    "day": string,"finished_at": string,"removed": NonNullable<Json>
                  }
                  Insert: {
                    "day": string,"finished_at"?: string,"removed": NonNullable<Json>
                  }
                  Update: {
                    "day"?: string,"finished_at"?: string,"removed"?: NonNullable<Json>
                  }
                  Relationships: [
                    
                  ]
                },"collections": {
                  Row: {
                    "hex": string,"id": string,"intro": string,"name": string,"position": number,"slug": string
                  }
                  Insert: {
                    "hex": string,"id"?: string,"intro"?: string,"name": string,"position"?: number,"slug": string
                  }
                  Update: {
                    "hex"?: string,"id"?: string,"intro"?: string,"name"?: string,"position"?: number,"slug"?: string
                  }
                  Relationships: [
                    
                  ]
                },"disputes": {
                  Row: {
                    "amount": number,"capture_id": string,"created_at": string,"currency": string,"due_at": string | null,"heard_at": string,"id": string,"is_open": boolean,"order_id": string,"reason": string,"status": string
                  }
                  Insert: {
                    "amount": number,"capture_id": string,"created_at": string,"currency": string,"due_at"?: string | null,"heard_at"?: string,"id": string,"is_open"?: never,"order_id": string,"reason": string,"status": string
                  }
                  Update: {
                    "amount"?: number,"capture_id"?: string,"created_at"?: string,"currency"?: string,"due_at"?: string | null,"heard_at"?: string,"id"?: string,"is_open"?: never,"order_id"?: string,"reason"?: string,"status"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "disputes_capture_id_fkey"
      columns: ["capture_id"]
isOneToOne: false
      referencedRelation: "payments"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "disputes_order_id_fkey"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    }
                  ]
                },"findings": {
                  Row: {
                    "detail": string,"found_at": string,"gone_at": string | null,"id": string,"invariant": string,"order_id": string | null
                  }
                  Insert: {
                    "detail": string,"found_at"?: string,"gone_at"?: string | null,"id"?: string,"invariant": string,"order_id"?: string | null
                  }
                  Update: {
                    "detail"?: string,"found_at"?: string,"gone_at"?: string | null,"id"?: string,"invariant"?: string,"order_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "findings_invariant_fkey"
      columns: ["invariant"]
isOneToOne: false
      referencedRelation: "invariants"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "findings_order_id_fkey"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    }
                  ]
                },"function_days": {
                  Row: {
                    "day": string,"errors": number,"function": string,"memory": number,"ms": number,"runs": number,"slowest_ms": number
                  }
                  Insert: {
                    "day": string,"errors": number,"function": string,"memory": number,"ms": number,"runs": number,"slowest_ms": number
                  }
                  Update: {
                    "day"?: string,"errors"?: number,"function"?: string,"memory"?: number,"ms"?: number,"runs"?: number,"slowest_ms"?: number
                  }
                  Relationships: [
                    
                  ]
                },"function_runs": {
                  Row: {
                    "attempt": number | null,"cold": boolean,"ends_by": string | null,"error": string | null,"function": string,"id": string,"job_key": string | null,"job_run": number | null,"memory_mb": number | null,"ms": number | null,"started_at": string,"status": number | null,"trace": string,"trigger": string
                  }
                  Insert: {
                    "attempt"?: number | null,"cold": boolean,"ends_by"?: string | null,"error"?: string | null,"function": string,"id": string,"job_key"?: string | null,"job_run"?: number | null,"memory_mb"?: number | null,"ms"?: number | null,"started_at": string,"status"?: number | null,"trace": string,"trigger": string
                  }
                  Update: {
                    "attempt"?: number | null,"cold"?: boolean,"ends_by"?: string | null,"error"?: string | null,"function"?: string,"id"?: string,"job_key"?: string | null,"job_run"?: number | null,"memory_mb"?: number | null,"ms"?: number | null,"started_at"?: string,"status"?: number | null,"trace"?: string,"trigger"?: string
                  }
                  Relationships: [
                    
                  ]
                },"health_checks": {
                  Row: {
                    "at": string,"ms": number,"note": string | null,"ok": boolean,"part": string
                  }
                  Insert: {
                    "at": string,"ms": number,"note"?: string | null,"ok": boolean,"part": string
                  }
                  Update: {
                    "at"?: string,"ms"?: number,"note"?: string | null,"ok"?: boolean,"part"?: string
                  }
                  Relationships: [
                    
                  ]
                },"health_days": {
                  Row: {
                    "checks": number,"day": string,"failed": number,"is_ok": boolean,"part": string
                  }
                  Insert: {
                    "checks": number,"day": string,"failed": number,"is_ok": boolean,"part": string
                  }
                  Update: {
                    "checks"?: number,"day"?: string,"failed"?: number,"is_ok"?: boolean,"part"?: string
                  }
                  Relationships: [
                    
                  ]
                },"incidents": {
                  Row: {
                    "began_at": string,"ended_at": string | null,"id": string,"note": string,"noticed_at": string,"part": string
                  }
                  Insert: {
                    "began_at": string,"ended_at"?: string | null,"id"?: string,"note": string,"noticed_at": string,"part": string
                  }
                  Update: {
                    "began_at"?: string,"ended_at"?: string | null,"id"?: string,"note"?: string,"noticed_at"?: string,"part"?: string
                  }
                  Relationships: [
                    
                  ]
                },"invariants": {
                  Row: {
                    "id": string,"promise": string
                  }
                  Insert: {
                    "id": string,"promise": string
                  }
                  Update: {
                    "id"?: string,"promise"?: string
                  }
                  Relationships: [
                    
                  ]
                },"job_steps": {
                  Row: {
                    "finished_at": string,"job_key": string,"result": Json | null,"run": number,"step": string
                  }
                  Insert: {
                    "finished_at"?: string,"job_key": string,"result"?: Json | null,"run"?: number,"step": string
                  }
                  Update: {
                    "finished_at"?: string,"job_key"?: string,"result"?: Json | null,"run"?: number,"step"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "job_steps_job_key_fkey"
      columns: ["job_key"]
isOneToOne: false
      referencedRelation: "jobs"
      referencedColumns: ["key"]
    }
                  ]
                },"jobs": {
                  Row: {
                    "attempts": number,"created_at": string,"error": string | null,"finished_at": string | null,"input": NonNullable<Json>,"key": string,"leased_until": string | null,"name": string,"run_at": string,"rung_at": string | null,"runs": number,"started_at": string | null,"status": string,"trace": string | null
                  }
                  Insert: {
                    "attempts"?: number,"created_at"?: string,"error"?: string | null,"finished_at"?: string | null,"input": NonNullable<Json>,"key": string,"leased_until"?: string | null,"name": string,"run_at"?: string,"rung_at"?: string | null,"runs"?: number,"started_at"?: string | null,"status"?: string,"trace"?: string | null
                  }
                  Update: {
                    "attempts"?: number,"created_at"?: string,"error"?: string | null,"finished_at"?: string | null,"input"?: NonNullable<Json>,"key"?: string,"leased_until"?: string | null,"name"?: string,"run_at"?: string,"rung_at"?: string | null,"runs"?: number,"started_at"?: string | null,"status"?: string,"trace"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"order_events": {
                  Row: {
                    "at": string,"id": number,"note": string,"order_id": string,"status": string
                  }
                  Insert: {
                    "at"?: string,"id"?: never,"note": string,"order_id": string,"status": string
                  }
                  Update: {
                    "at"?: string,"id"?: never,"note"?: string,"order_id"?: string,"status"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "order_events_order_id_fkey"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "order_events_status_fkey"
      columns: ["status"]
isOneToOne: false
      referencedRelation: "order_statuses"
      referencedColumns: ["status"]
    }
                  ]
                },"order_lines": {
                  Row: {
                    "finish": string,"name": string,"order_id": string,"quantity": number,"sku": string,"total_amount": number,"unit_amount": number,"variant_id": string
                  }
                  Insert: {
                    "finish": string,"name": string,"order_id": string,"quantity": number,"sku": string,"total_amount"?: never,"unit_amount": number,"variant_id": string
                  }
                  Update: {
                    "finish"?: string,"name"?: string,"order_id"?: string,"quantity"?: number,"sku"?: string,"total_amount"?: never,"unit_amount"?: number,"variant_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "order_lines_order_id_fkey"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "order_lines_variant_id_fkey"
      columns: ["variant_id"]
isOneToOne: false
      referencedRelation: "variants"
      referencedColumns: ["id"]
    }
                  ]
                },"order_statuses": {
                  Row: {
                    "deadline": string | null,"is_last": boolean,"status": string
                  }
                  Insert: {
                    "deadline"?: string | null,"is_last": boolean,"status": string
                  }
                  Update: {
                    "deadline"?: string | null,"is_last"?: boolean,"status"?: string
                  }
                  Relationships: [
                    
                  ]
                },"order_transitions": {
                  Row: {
                    "from_status": string,"note": string,"to_status": string
                  }
                  Insert: {
                    "from_status": string,"note": string,"to_status": string
                  }
                  Update: {
                    "from_status"?: string,"note"?: string,"to_status"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "order_transitions_from_status_fkey"
      columns: ["from_status"]
isOneToOne: false
      referencedRelation: "order_statuses"
      referencedColumns: ["status"]
    },{
      foreignKeyName: "order_transitions_to_status_fkey"
      columns: ["to_status"]
isOneToOne: false
      referencedRelation: "order_statuses"
      referencedColumns: ["status"]
    }
                  ]
                },"orders": {
                  Row: {
                    "access_key": string,"address": Json | null,"cart_id": string | null,"compared_at": string | null,"created_at": string,"currency": string,"deadline_at": string | null,"email": string | null,"id": string,"needs_attention": string | null,"network": string | null,"number": string,"receipt_email_id": string | null,"receipt_error": string | null,"shipping_amount": number,"status": string,"stripe_session_id": string | null,"subtotal_amount": number,"tax_amount": number,"tax_rate": number,"total_amount": number,"trace": string,"tracking_number": string | null,"updated_at": string,"user_id": string | null
                  }
                  Insert: {
                    "access_key"?: string,"address"?: Json | null,"cart_id"?: string | null,"compared_at"?: string | null,"created_at"?: string,"currency"?: string,"deadline_at"?: string | null,"email"?: string | null,"id"?: string,"needs_attention"?: string | null,"network"?: string | null,"number"?: string,"receipt_email_id"?: string | null,"receipt_error"?: string | null,"shipping_amount": number,"status"?: string,"stripe_session_id"?: string | null,"subtotal_amount": number,"tax_amount": number,"tax_rate"?: number,"total_amount": number,"trace": string,"tracking_number"?: string | null,"updated_at"?: string,"user_id"?: string | null
                  }
                  Update: {
                    "access_key"?: string,"address"?: Json | null,"cart_id"?: string | null,"compared_at"?: string | null,"created_at"?: string,"currency"?: string,"deadline_at"?: string | null,"email"?: string | null,"id"?: string,"needs_attention"?: string | null,"network"?: string | null,"number"?: string,"receipt_email_id"?: string | null,"receipt_error"?: string | null,"shipping_amount"?: number,"status"?: string,"stripe_session_id"?: string | null,"subtotal_amount"?: number,"tax_amount"?: number,"tax_rate"?: number,"total_amount"?: number,"trace"?: string,"tracking_number"?: string | null,"updated_at"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "orders_status_fkey"
      columns: ["status"]
isOneToOne: false
      referencedRelation: "order_statuses"
      referencedColumns: ["status"]
    }
                  ]
                },"payments": {
                  Row: {
                    "amount": number,"capture_id": string | null,"created_at": string,"currency": string,"id": string,"kind": string,"order_id": string,"stripe_id": string
                  }
                  Insert: {
                    "amount": number,"capture_id"?: string | null,"created_at"?: string,"currency": string,"id"?: string,"kind": string,"order_id": string,"stripe_id": string
                  }
                  Update: {
                    "amount"?: number,"capture_id"?: string | null,"created_at"?: string,"currency"?: string,"id"?: string,"kind"?: string,"order_id"?: string,"stripe_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "payments_capture_id_fkey"
      columns: ["capture_id"]
isOneToOne: false
      referencedRelation: "payments"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "payments_order_id_fkey"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    }
                  ]
                },"photograph_sizes": {
                  Row: {
                    "bytes": number,"format": string,"height": number,"path": string,"photograph_id": string,"width": number
                  }
                  Insert: {
                    "bytes": number,"format": string,"height": number,"path": string,"photograph_id": string,"width": number
                  }
                  Update: {
                    "bytes"?: number,"format"?: string,"height"?: number,"path"?: string,"photograph_id"?: string,"width"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "photograph_sizes_photograph_id_fkey"
      columns: ["photograph_id"]
isOneToOne: false
      referencedRelation: "photographs"
      referencedColumns: ["id"]
    }
                  ]
                },"photographs": {
                  Row: {
                    "alt": string,"completed_at": string | null,"created_at": string,"focal_x": number,"focal_y": number,"height": number | null,"id": string,"original_path": string,"position": number,"product_id": string | null,"reason": string | null,"role": string,"scene_id": string | null,"status": string,"thumbhash": string | null,"trace": string | null,"updated_at": string,"variant_id": string | null,"width": number | null
                  }
                  Insert: {
                    "alt": string,"completed_at"?: string | null,"created_at"?: string,"focal_x"?: number,"focal_y"?: number,"height"?: number | null,"id"?: string,"original_path": string,"position"?: number,"product_id"?: string | null,"reason"?: string | null,"role": string,"scene_id"?: string | null,"status"?: string,"thumbhash"?: string | null,"trace"?: string | null,"updated_at"?: string,"variant_id"?: string | null,"width"?: number | null
                  }
                  Update: {
                    "alt"?: string,"completed_at"?: string | null,"created_at"?: string,"focal_x"?: number,"focal_y"?: number,"height"?: number | null,"id"?: string,"original_path"?: string,"position"?: number,"product_id"?: string | null,"reason"?: string | null,"role"?: string,"scene_id"?: string | null,"status"?: string,"thumbhash"?: string | null,"trace"?: string | null,"updated_at"?: string,"variant_id"?: string | null,"width"?: number | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "photographs_product_id_fkey"
      columns: ["product_id"]
isOneToOne: false
      referencedRelation: "products"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "photographs_scene_id_fkey"
      columns: ["scene_id"]
isOneToOne: false
      referencedRelation: "scenes"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "photographs_variant_id_fkey"
      columns: ["variant_id"]
isOneToOne: false
      referencedRelation: "variants"
      referencedColumns: ["id"]
    }
                  ]
                },"products": {
                  Row: {
                    "care": (string)[],"category_id": string,"collection_id": string,"created_at": string,"description": string,"dimensions": NonNullable<Json>,"from_amount": number | null,"id": string,"lead_days": number,"light": NonNullable<Json>,"materials": (string)[],"name": string,"position": number,"search": unknown,"sku": string,"slug": string,"status": string,"tagline": string,"tags": (string)[],"updated_at": string,"weight_grams": number,"year": number
                  }
                  Insert: {
                    "care"?: (string)[],"category_id": string,"collection_id": string,"created_at"?: string,"description"?: string,"dimensions"?: NonNullable<Json>,"from_amount"?: number | null,"id"?: string,"lead_days"?: number,"light": NonNullable<Json>,"materials"?: (string)[],"name": string,"position"?: number,"search"?: unknown,"sku": string,"slug": string,"status"?: string,"tagline"?: string,"tags"?: (string)[],"updated_at"?: string,"weight_grams": number,"year": number
                  }
                  Update: {
                    "care"?: (string)[],"category_id"?: string,"collection_id"?: string,"created_at"?: string,"description"?: string,"dimensions"?: NonNullable<Json>,"from_amount"?: number | null,"id"?: string,"lead_days"?: number,"light"?: NonNullable<Json>,"materials"?: (string)[],"name"?: string,"position"?: number,"search"?: unknown,"sku"?: string,"slug"?: string,"status"?: string,"tagline"?: string,"tags"?: (string)[],"updated_at"?: string,"weight_grams"?: number,"year"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "products_category_id_fkey"
      columns: ["category_id"]
isOneToOne: false
      referencedRelation: "categories"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "products_collection_id_fkey"
      columns: ["collection_id"]
isOneToOne: false
      referencedRelation: "collections"
      referencedColumns: ["id"]
    }
                  ]
                },"questions": {
                  Row: {
                    "created_at": string,"email": string,"id": string,"message": string,"sent_at": string | null,"trace": string,"user_id": string | null
                  }
                  Insert: {
                    "created_at"?: string,"email": string,"id": string,"message": string,"sent_at"?: string | null,"trace": string,"user_id"?: string | null
                  }
                  Update: {
                    "created_at"?: string,"email"?: string,"id"?: string,"message"?: string,"sent_at"?: string | null,"trace"?: string,"user_id"?: string | null
                  }
                  Relationships: [
                    
                  ]
                },"refund_lines": {
                  Row: {
                    "quantity": number,"refund_id": string,"variant_id": string
                  }
                  Insert: {
                    "quantity": number,"refund_id": string,"variant_id": string
                  }
                  Update: {
                    "quantity"?: number,"refund_id"?: string,"variant_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "refund_lines_refund_id_fkey"
      columns: ["refund_id"]
isOneToOne: false
      referencedRelation: "refunds"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "refund_lines_variant_id_fkey"
      columns: ["variant_id"]
isOneToOne: false
      referencedRelation: "variants"
      referencedColumns: ["id"]
    }
                  ]
                },"refunds": {
                  Row: {
                    "amount": number,"capture_id": string,"created_at": string,"currency": string,"error": string | null,"id": string,"order_id": string,"reason": string,"requested_by": string | null,"restocked": boolean,"returns_stock": boolean,"settled_at": string | null,"status": string,"stripe_id": string | null
                  }
                  Insert: {
                    "amount": number,"capture_id": string,"created_at"?: string,"currency": string,"error"?: string | null,"id": string,"order_id": string,"reason": string,"requested_by"?: string | null,"restocked"?: boolean,"returns_stock": boolean,"settled_at"?: string | null,"status"?: string,"stripe_id"?: string | null
                  }
                  Update: {
                    "amount"?: number,"capture_id"?: string,"created_at"?: string,"currency"?: string,"error"?: string | null,"id"?: string,"order_id"?: string,"reason"?: string,"requested_by"?: string | null,"restocked"?: boolean,"returns_stock"?: boolean,"settled_at"?: string | null,"status"?: string,"stripe_id"?: string | null
                  }
                  Relationships: [
                    {
      foreignKeyName: "refunds_capture_id_fkey"
      columns: ["capture_id"]
isOneToOne: false
      referencedRelation: "payments"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "refunds_order_id_fkey"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    }
                  ]
                },"reports": {
                  Row: {
                    "csv_path": string | null,"currency": string,"email_id": string | null,"figures": NonNullable<Json>,"first_day": string,"kind": string,"last_day": string,"made_at": string,"orders": number,"pdf_path": string | null,"refunded_amount": number,"revenue_amount": number
                  }
                  Insert: {
                    "csv_path"?: string | null,"currency"?: string,"email_id"?: string | null,"figures": NonNullable<Json>,"first_day": string,"kind": string,"last_day": string,"made_at"?: string,"orders"?: never,"pdf_path"?: string | null,"refunded_amount"?: never,"revenue_amount"?: never
                  }
                  Update: {
                    "csv_path"?: string | null,"currency"?: string,"email_id"?: string | null,"figures"?: NonNullable<Json>,"first_day"?: string,"kind"?: string,"last_day"?: string,"made_at"?: string,"orders"?: never,"pdf_path"?: string | null,"refunded_amount"?: never,"revenue_amount"?: never
                  }
                  Relationships: [
                    
                  ]
                },"returns": {
                  Row: {
                    "created_at": string,"order_id": string,"reason": string
                  }
                  Insert: {
                    "created_at"?: string,"order_id": string,"reason": string
                  }
                  Update: {
                    "created_at"?: string,"order_id"?: string,"reason"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "returns_order_id_fkey"
      columns: ["order_id"]
isOneToOne: true
      referencedRelation: "orders"
      referencedColumns: ["id"]
    }
                  ]
                },"reviews": {
                  Row: {
                    "author": string,"body": string,"id": string,"product_id": string,"rating": number,"title": string,"verified": boolean,"written_on": string
                  }
                  Insert: {
                    "author": string,"body": string,"id"?: string,"product_id": string,"rating": number,"title": string,"verified"?: boolean,"written_on": string
                  }
                  Update: {
                    "author"?: string,"body"?: string,"id"?: string,"product_id"?: string,"rating"?: number,"title"?: string,"verified"?: boolean,"written_on"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "reviews_product_id_fkey"
      columns: ["product_id"]
isOneToOne: false
      referencedRelation: "products"
      referencedColumns: ["id"]
    }
                  ]
                },"scenes": {
                  Row: {
                    "alt": string,"hotspots": NonNullable<Json>,"id": string,"position": number,"slug": string
                  }
                  Insert: {
                    "alt": string,"hotspots"?: NonNullable<Json>,"id"?: string,"position"?: number,"slug": string
                  }
                  Update: {
                    "alt"?: string,"hotspots"?: NonNullable<Json>,"id"?: string,"position"?: number,"slug"?: string
                  }
                  Relationships: [
                    
                  ]
                },"spans": {
                  Row: {
                    "attributes": NonNullable<Json>,"duration_us": number,"error": string | null,"events": NonNullable<Json>,"function": string,"id": string,"kind": string,"name": string,"parent": string | null,"run_id": string | null,"started_at": string,"status": string,"trace": string
                  }
                  Insert: {
                    "attributes": NonNullable<Json>,"duration_us": number,"error"?: string | null,"events": NonNullable<Json>,"function": string,"id": string,"kind": string,"name": string,"parent"?: string | null,"run_id"?: string | null,"started_at": string,"status": string,"trace": string
                  }
                  Update: {
                    "attributes"?: NonNullable<Json>,"duration_us"?: number,"error"?: string | null,"events"?: NonNullable<Json>,"function"?: string,"id"?: string,"kind"?: string,"name"?: string,"parent"?: string | null,"run_id"?: string | null,"started_at"?: string,"status"?: string,"trace"?: string
                  }
                  Relationships: [
                    
                  ]
                },"staff": {
                  Row: {
                    "created_at": string,"name": string,"role": string,"until": string | null,"user_id": string
                  }
                  Insert: {
                    "created_at"?: string,"name": string,"role": string,"until"?: string | null,"user_id": string
                  }
                  Update: {
                    "created_at"?: string,"name"?: string,"role"?: string,"until"?: string | null,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"stock_movements": {
                  Row: {
                    "created_at": string,"id": string,"order_id": string | null,"quantity": number,"reason": string,"variant_id": string
                  }
                  Insert: {
                    "created_at"?: string,"id"?: string,"order_id"?: string | null,"quantity": number,"reason": string,"variant_id": string
                  }
                  Update: {
                    "created_at"?: string,"id"?: string,"order_id"?: string | null,"quantity"?: number,"reason"?: string,"variant_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "stock_movements_order"
      columns: ["order_id"]
isOneToOne: false
      referencedRelation: "orders"
      referencedColumns: ["id"]
    },{
      foreignKeyName: "stock_movements_variant_id_fkey"
      columns: ["variant_id"]
isOneToOne: false
      referencedRelation: "variants"
      referencedColumns: ["id"]
    }
                  ]
                },"stock_reports": {
                  Row: {
                    "day": string,"lines": NonNullable<Json>,"made_at": string
                  }
                  Insert: {
                    "day": string,"lines": NonNullable<Json>,"made_at"?: string
                  }
                  Update: {
                    "day"?: string,"lines"?: NonNullable<Json>,"made_at"?: string
                  }
                  Relationships: [
                    
                  ]
                },"stripe_events": {
                  Row: {
                    "created_at": string,"handled_at": string | null,"id": string,"ignored": boolean,"received_at": string,"type": string
                  }
                  Insert: {
                    "created_at": string,"handled_at"?: string | null,"id": string,"ignored"?: boolean,"received_at"?: string,"type": string
                  }
                  Update: {
                    "created_at"?: string,"handled_at"?: string | null,"id"?: string,"ignored"?: boolean,"received_at"?: string,"type"?: string
                  }
                  Relationships: [
                    
                  ]
                },"variants": {
                  Row: {
                    "currency": string,"hex": string,"id": string,"name": string,"position": number,"price_amount": number,"product_id": string,"search": unknown,"sku": string,"slug": string,"stock": number
                  }
                  Insert: {
                    "currency"?: string,"hex": string,"id"?: string,"name": string,"position"?: number,"price_amount": number,"product_id": string,"search"?: unknown,"sku": string,"slug": string,"stock"?: number
                  }
                  Update: {
                    "currency"?: string,"hex"?: string,"id"?: string,"name"?: string,"position"?: number,"price_amount"?: number,"product_id"?: string,"search"?: unknown,"sku"?: string,"slug"?: string,"stock"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "variants_product_id_fkey"
      columns: ["product_id"]
isOneToOne: false
      referencedRelation: "products"
      referencedColumns: ["id"]
    }
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "add_to_cart":
{ Args: { "add_id"?: string,"cart_id": string,"quantity": number,"variant_id": string }; Returns: string
                           },
"adjust_stock":
{ Args: { "quantity": number,"reason": string,"variant_id": string }; Returns: number
                           },
"admin_counts":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"admin_order":
{ Args: { "order_id": string }; Returns: Json
                           },
"admin_search":
{ Args: { "most"?: number,"query": string }; Returns: Json
                           },
"admit_visitor":
{ Args: { "account": string }; Returns: undefined
                           },
"announce_lost_changes":
{ Args: { "most": number }; Returns: number
                           },
"appoint_staff":
{ Args: { "email": string,"name": string,"role": string }; Returns: undefined
                           },
"ask_human":
{ Args: { "email": string,"message": string,"question_id": string,"trace": string,"user_id"?: string }; Returns: Json
                           },
"attach_session":
{ Args: { "order_id": string,"session_id": string }; Returns: undefined
                           },
"cancel_order":
{ Args: { "order_id": string,"session_id"?: string }; Returns: boolean
                           },
"catalog_addresses":
{ Args: { "bucket"?: string,"kind": string,"slugs"?: (string)[] }; Returns: Json
                           },
"check_invariant":
{ Args: { "invariant_id": string }; Returns: number
                           },
"collect_hour":
{ Args: { "begins": string }; Returns: Json
                           },
"configure":
{ Args: { "settings": Json }; Returns: undefined
                           },
"dashboard":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"delete_account":
{ Args: Record<PropertyKey, never>; Returns: undefined
                           },
"deliver_order":
{ Args: { "order_id": string }; Returns: Json
                           },
"discard_job":
{ Args: { "key": string,"reason": string }; Returns: undefined
                           },
"facet_index":
{ Args: { "most": number,"steps": (number)[] }; Returns: Json
                           },
"fail_job":
{ Args: { "error": string,"final": boolean,"key": string,"run": number }; Returns: boolean
                           },
"fail_photograph":
{ Args: { "photograph_id": string,"reason": string }; Returns: undefined
                           },
"fail_receipt":
{ Args: { "error": string,"order_id": string }; Returns: undefined
                           },
"fail_refund":
{ Args: { "error": string,"refund_id": string }; Returns: Json[]
                           },
"find_breaches":
{ Args: { "only_one"?: string }; Returns: {
              "detail": string,"invariant": string
            }[]
                           },
"find_lamps":
{ Args: { "chosen": Json,"page"?: number,"size"?: number,"slugs"?: (string)[],"sort"?: string,"steps": (number)[] }; Returns: Json
                           },
"find_pending_order":
{ Args: { "cart_id": string }; Returns: Json
                           },
"find_traces":
{ Args: { "reference": string }; Returns: (string)[]
                           },
"finish_job":
{ Args: { "key": string,"run": number }; Returns: boolean
                           },
"flag_late_orders":
{ Args: Record<PropertyKey, never>; Returns: number
                           },
"forget_page_changes":
{ Args: { "changes": (number)[] }; Returns: undefined
                           },
"function_name":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"function_overview":
{ Args: { "hours"?: number }; Returns: Json
                           },
"get_cart":
{ Args: { "cart_id": string }; Returns: Json
                           },
"get_dispute":
{ Args: { "dispute_id": string,"status": string }; Returns: Json
                           },
"get_failed_refund":
{ Args: { "refund_id": string }; Returns: Json
                           },
"get_findings":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"get_incidents":
{ Args: { "checked_at": string }; Returns: Json
                           },
"get_order":
{ Args: { "access_key"?: string,"order_id": string }; Returns: Json
                           },
"get_parcel_news":
{ Args: { "about": string,"order_id": string }; Returns: Json
                           },
"get_question":
{ Args: { "question_id": string }; Returns: Json
                           },
"get_receipt":
{ Args: { "order_id": string }; Returns: Json
                           },
"get_refund":
{ Args: { "refund_id": string }; Returns: Json
                           },
"get_session":
{ Args: { "access_key": string,"order_id": string }; Returns: string
                           },
"get_stock_report":
{ Args: { "day": string }; Returns: Json
                           },
"give_turns_back":
{ Args: { "pace": number,"paced": (string)[],"windowed": (string)[] }; Returns: undefined
                           },
"has_order":
{ Args: { "order_id": string }; Returns: boolean
                           },
"has_password":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"has_payment":
{ Args: { "payment_intent": string }; Returns: boolean
                           },
"hold_job":
{ Args: { "key": string,"run": number,"seconds": number }; Returns: boolean
                           },
"is_session_fresh":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"is_session_open":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"is_staff":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"join_cart":
{ Args: { "cart_id": string }; Returns: string
                           },
"join_orders":
{ Args: Record<PropertyKey, never>; Returns: number
                           },
"keep_clean_up":
{ Args: { "day": string,"removed": Json }; Returns: undefined
                           },
"keep_receipt":
{ Args: { "email_id": string,"order_id": string }; Returns: undefined
                           },
"keep_report_mail":
{ Args: { "email_id": string,"first_day": string,"kind": string }; Returns: undefined
                           },
"keep_stripe_event":
{ Args: { "created_at": string,"id": string,"order_id"?: string,"type": string }; Returns: Json
                           },
"list_admin_products":
{ Args: { "after"?: Json,"before"?: Json,"category"?: string,"most"?: number,"query"?: string,"sort"?: string,"status"?: string }; Returns: Json
                           },
"list_audit":
{ Args: { "actor"?: string,"after"?: Json,"before"?: Json,"most"?: number,"subject"?: string }; Returns: Json
                           },
"list_jobs":
{ Args: { "list": string,"most"?: number,"name"?: string }; Returns: Json
                           },
"list_leftover_files":
{ Args: { "kind": string,"most": number }; Returns: string[]
                           },
"list_leftovers":
{ Args: { "most": number }; Returns: Json
                           },
"list_orders":
{ Args: { "after"?: Json,"attention"?: boolean,"before"?: Json,"most"?: number,"query"?: string,"since"?: string,"status"?: string,"until"?: string }; Returns: Json
                           },
"list_products":
{ Args: { "category"?: string,"collection"?: string,"page"?: number,"size"?: number }; Returns: Json
                           },
"list_runs":
{ Args: { "after"?: Json,"before"?: Json,"function"?: string,"most"?: number,"order_number"?: string,"query"?: string,"since"?: string,"state"?: string,"trace"?: string,"trigger"?: string,"until"?: string }; Returns: Json
                           },
"list_staff":
{ Args: Record<PropertyKey, never>; Returns: {
              "created_at": string,"name": string,"role": string,"user_id": string
            }[]
                           },
"live_stock":
{ Args: { "cart_id"?: string,"slug": string }; Returns: {
              "held": number,"stock": number,"variant_id": string
            }[]
                           },
"low_stock":
{ Args: { "day"?: string }; Returns: Json
                           },
"make_stock_report":
{ Args: { "at": string,"trace": string }; Returns: Json
                           },
"mark_lost_uploads":
{ Args: { "most": number }; Returns: Json[]
                           },
"mark_paid":
{ Args: { "address": Json,"amount": number,"currency": string,"email": string,"order_id": string,"payment_intent": string,"session_id": string }; Returns: Json[]
                           },
"mark_uploaded":
{ Args: { "original_path": string,"trace"?: string }; Returns: Json
                           },
"may_edit":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"my_data":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"note_chat_use":
{ Args: { "caller": string,"charged"?: number,"charged_at"?: string,"ms": number,"tokens": number }; Returns: undefined
                           },
"note_schedule_call":
{ Args: { "function": string }; Returns: undefined
                           },
"pack_order":
{ Args: { "order_id": string }; Returns: Json
                           },
"past_until":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"pause_job":
{ Args: { "key": string,"run": number }; Returns: Json
                           },
"place_order":
{ Args: { "cart_id": string,"expected"?: number,"network"?: string,"trace": string,"user_id"?: string }; Returns: Json
                           },
"plan_check":
{ Args: { "at": string,"trace": string }; Returns: Json
                           },
"plan_clean_up":
{ Args: { "at": string,"trace": string }; Returns: Json
                           },
"plan_missed":
{ Args: { "trace": string }; Returns: Json[]
                           },
"plan_period":
{ Args: { "input": Json,"trace": string }; Returns: Json
                           },
"plan_reports":
{ Args: { "at": string,"trace": string }; Returns: Json[]
                           },
"question_sent":
{ Args: { "question_id": string }; Returns: undefined
                           },
"read_trace":
{ Args: { "trace": string }; Returns: Json
                           },
"receive_stock":
{ Args: { "quantity": number,"variant_id": string }; Returns: undefined
                           },
"record_health":
{ Args: { "at": string,"results": Json,"trace": string }; Returns: Json
                           },
"record_page_spans":
{ Args: { "spans": Json }; Returns: boolean
                           },
"record_run":
{ Args: { "run": Json,"spans"?: Json }; Returns: undefined
                           },
"related_products":
{ Args: { "slug": string }; Returns: Json
                           },
"remake_photographs":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"remove_from_cart":
{ Args: { "cart_id": string,"variant_id": string }; Returns: undefined
                           },
"remove_leftovers":
{ Args: { "kind": string,"most": number }; Returns: string[]
                           },
"replay_dead_jobs":
{ Args: { "name"?: string }; Returns: Json[]
                           },
"replay_job":
{ Args: { "key": string }; Returns: Json
                           },
"report_findings":
{ Args: { "day": string,"trace": string }; Returns: Json
                           },
"request_refund":
{ Args: { "lines": Json,"order_id": string,"reason": string,"refund_id": string,"returns_stock": boolean }; Returns: Json[]
                           },
"request_return":
{ Args: { "access_key"?: string,"order_id": string,"reason"?: string }; Returns: Json
                           },
"resend_receipt":
{ Args: { "order_id": string }; Returns: Json
                           },
"retry_photograph":
{ Args: { "photograph_id": string }; Returns: Json
                           },
"run_costs":
{ Args: { "days"?: number }; Returns: Json
                           },
"run_job_again":
{ Args: { "key": string }; Returns: Json
                           },
"save_report":
{ Args: { "figures": Json,"files": Json,"first_day": string,"kind": string,"last_day": string,"trace": string }; Returns: Json[]
                           },
"save_sizes":
{ Args: { "height": number,"photograph_id": string,"sizes": Json,"thumbhash": string,"width": number }; Returns: Json
                           },
"search_index":
{ Args: { "most": number }; Returns: Json
                           },
"search_products":
{ Args: { "least_amount"?: number,"most"?: number,"most_amount"?: number,"query": string }; Returns: Json
                           },
"set_cart_quantity":
{ Args: { "cart_id": string,"quantity": number,"variant_id": string }; Returns: undefined
                           },
"settle_attention":
{ Args: { "order_id": string }; Returns: undefined
                           },
"ship_order":
{ Args: { "order_id": string }; Returns: Json[]
                           },
"shop_currency":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"staff_cancel_order":
{ Args: { "order_id": string,"reason": string,"refund_id": string }; Returns: Json[]
                           },
"staff_pack_order":
{ Args: { "order_id": string }; Returns: Json
                           },
"staff_role":
{ Args: Record<PropertyKey, never>; Returns: string
                           },
"staff_ship_order":
{ Args: { "order_id": string,"tracking_number": string }; Returns: Json[]
                           },
"start_job":
{ Args: { "execution"?: Json,"key": string,"seconds": number }; Returns: Json
                           },
"status_report":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"stripe_event_handled":
{ Args: { "id": string,"ignored"?: boolean }; Returns: undefined
                           },
"take_chat_turn":
{ Args: { "caller": string,"estimate"?: number,"limits": Json }; Returns: Json
                           },
"take_dispute":
{ Args: { "amount": number,"created_at": string,"dispute_id": string,"due_at": string,"payment_intent": string,"reason": string,"status": string }; Returns: Json[]
                           },
"take_expired_orders":
{ Args: { "most": number }; Returns: Json[]
                           },
"take_orders_to_compare":
{ Args: { "most": number }; Returns: Json[]
                           },
"take_overdue_jobs":
{ Args: { "most": number }; Returns: Json[]
                           },
"take_paced_turn":
{ Args: { "burst": number,"key": string,"pace": number,"patience": number }; Returns: number
                           },
"take_refund":
{ Args: { "amount": number,"error": string,"payment_intent": string,"refund_id": string,"status": string,"stripe_id": string }; Returns: Json[]
                           },
"take_turns":
{ Args: { "allowed": (number)[],"keys": (string)[],"seconds": number }; Returns: number
                           },
"trace_outline":
{ Args: { "trace": string }; Returns: Json
                           },
"work_figures":
{ Args: Record<PropertyKey, never>; Returns: Json
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
