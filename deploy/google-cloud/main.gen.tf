# Written by `npm run generate` from the definitions in functions/. Do not edit.

variable "region" {
  type = string
}

variable "image" {
  type = string
}

variable "functions_url" {
  type = string
}

variable "plain" {
  type = map(string)
}

resource "google_service_account" "queue" {
  account_id = "nl-queue"
}

resource "google_service_account" "chat" {
  account_id = "nl-chat"
}

resource "google_cloud_run_v2_service" "chat" {
  name     = "nightlight-chat"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.chat.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["chat"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "CHAT_BASE_URL"
        value = lookup(var.plain, "CHAT_BASE_URL", "")
      }
      env {
        name  = "CHAT_MODEL"
        value = lookup(var.plain, "CHAT_MODEL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-chat-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "SEAL_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-chat-seal-secret"
            version = "latest"
          }
        }
      }
      env {
        name = "CHAT_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-chat-chat-api-key"
            version = "latest"
          }
        }
      }
      env {
        name = "AI_GATEWAY_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-chat-ai-gateway-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "chat_supabase_role_tokens" {
  secret_id = "nightlight-chat-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.chat.member
}

resource "google_secret_manager_secret_iam_member" "chat_seal_secret" {
  secret_id = "nightlight-chat-seal-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.chat.member
}

resource "google_secret_manager_secret_iam_member" "chat_chat_api_key" {
  secret_id = "nightlight-chat-chat-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.chat.member
}

resource "google_secret_manager_secret_iam_member" "chat_ai_gateway_api_key" {
  secret_id = "nightlight-chat-ai-gateway-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.chat.member
}

resource "google_cloud_run_v2_service_iam_member" "chat" {
  name     = google_cloud_run_v2_service.chat.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_service_account" "check_invariants" {
  account_id = "nl-check-invariants"
}

resource "google_cloud_run_v2_service" "check_invariants" {
  name     = "nightlight-check-invariants"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.check_invariants.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["check-invariants"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-check-invariants-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-check-invariants-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-check-invariants-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "check_invariants_supabase_role_tokens" {
  secret_id = "nightlight-check-invariants-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.check_invariants.member
}

resource "google_secret_manager_secret_iam_member" "check_invariants_qstash_current_signing_key" {
  secret_id = "nightlight-check-invariants-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.check_invariants.member
}

resource "google_secret_manager_secret_iam_member" "check_invariants_qstash_next_signing_key" {
  secret_id = "nightlight-check-invariants-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.check_invariants.member
}

resource "google_cloud_run_v2_service_iam_member" "check_invariants" {
  name     = google_cloud_run_v2_service.check_invariants.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "check_invariants" {
  name     = "nightlight-check-invariants"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "check_invariants_rings_check_invariants" {
  name     = google_cloud_tasks_queue.check_invariants.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.check_invariants.member
}

resource "google_cloud_tasks_queue_iam_member" "check_invariants_rings_tell_owner" {
  name     = google_cloud_tasks_queue.tell_owner.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.check_invariants.member
}

resource "google_service_account" "clean_up" {
  account_id = "nl-clean-up"
}

resource "google_cloud_run_v2_service" "clean_up" {
  name     = "nightlight-clean-up"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.clean_up.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["clean-up"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-clean-up-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "CRON_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-clean-up-cron-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "clean_up_supabase_role_tokens" {
  secret_id = "nightlight-clean-up-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.clean_up.member
}

resource "google_secret_manager_secret_iam_member" "clean_up_cron_secret" {
  secret_id = "nightlight-clean-up-cron-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.clean_up.member
}

resource "google_cloud_run_v2_service_iam_member" "clean_up" {
  name     = google_cloud_run_v2_service.clean_up.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue_iam_member" "clean_up_rings_do_clean_up" {
  name     = google_cloud_tasks_queue.do_clean_up.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.clean_up.member
}

resource "google_cloud_scheduler_job" "clean_up" {
  name      = "nightlight-clean-up"
  schedule  = "0 3 * * 0"
  time_zone = "UTC"
  region    = var.region
  retry_config {
    retry_count = 3
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.clean_up.uri}/schedules/clean-up"
    oidc_token {
      service_account_email = google_service_account.queue.email
      audience              = var.functions_url
    }
  }
}

resource "google_service_account" "confirm_return" {
  account_id = "nl-confirm-return"
}

resource "google_cloud_run_v2_service" "confirm_return" {
  name     = "nightlight-confirm-return"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.confirm_return.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["confirm-return"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-confirm-return-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-confirm-return-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-confirm-return-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-confirm-return-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "confirm_return_supabase_role_tokens" {
  secret_id = "nightlight-confirm-return-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.confirm_return.member
}

resource "google_secret_manager_secret_iam_member" "confirm_return_qstash_current_signing_key" {
  secret_id = "nightlight-confirm-return-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.confirm_return.member
}

resource "google_secret_manager_secret_iam_member" "confirm_return_qstash_next_signing_key" {
  secret_id = "nightlight-confirm-return-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.confirm_return.member
}

resource "google_secret_manager_secret_iam_member" "confirm_return_resend_api_key" {
  secret_id = "nightlight-confirm-return-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.confirm_return.member
}

resource "google_cloud_run_v2_service_iam_member" "confirm_return" {
  name     = google_cloud_run_v2_service.confirm_return.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "confirm_return" {
  name     = "nightlight-confirm-return"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "confirm_return_rings_confirm_return" {
  name     = google_cloud_tasks_queue.confirm_return.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.confirm_return.member
}

resource "google_service_account" "deliver_order" {
  account_id = "nl-deliver-order"
}

resource "google_cloud_run_v2_service" "deliver_order" {
  name     = "nightlight-deliver-order"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.deliver_order.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["deliver-order"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-deliver-order-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-deliver-order-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-deliver-order-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "deliver_order_supabase_role_tokens" {
  secret_id = "nightlight-deliver-order-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.deliver_order.member
}

resource "google_secret_manager_secret_iam_member" "deliver_order_qstash_current_signing_key" {
  secret_id = "nightlight-deliver-order-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.deliver_order.member
}

resource "google_secret_manager_secret_iam_member" "deliver_order_qstash_next_signing_key" {
  secret_id = "nightlight-deliver-order-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.deliver_order.member
}

resource "google_cloud_run_v2_service_iam_member" "deliver_order" {
  name     = google_cloud_run_v2_service.deliver_order.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "deliver_order" {
  name     = "nightlight-deliver-order"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "deliver_order_rings_deliver_order" {
  name     = google_cloud_tasks_queue.deliver_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.deliver_order.member
}

resource "google_cloud_tasks_queue_iam_member" "deliver_order_rings_tell_shopper" {
  name     = google_cloud_tasks_queue.tell_shopper.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.deliver_order.member
}

resource "google_service_account" "do_clean_up" {
  account_id = "nl-do-clean-up"
}

resource "google_cloud_run_v2_service" "do_clean_up" {
  name     = "nightlight-do-clean-up"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.do_clean_up.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["do-clean-up"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-do-clean-up-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-do-clean-up-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-do-clean-up-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "do_clean_up_supabase_role_tokens" {
  secret_id = "nightlight-do-clean-up-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.do_clean_up.member
}

resource "google_secret_manager_secret_iam_member" "do_clean_up_qstash_current_signing_key" {
  secret_id = "nightlight-do-clean-up-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.do_clean_up.member
}

resource "google_secret_manager_secret_iam_member" "do_clean_up_qstash_next_signing_key" {
  secret_id = "nightlight-do-clean-up-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.do_clean_up.member
}

resource "google_cloud_run_v2_service_iam_member" "do_clean_up" {
  name     = google_cloud_run_v2_service.do_clean_up.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "do_clean_up" {
  name     = "nightlight-do-clean-up"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "do_clean_up_rings_do_clean_up" {
  name     = google_cloud_tasks_queue.do_clean_up.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.do_clean_up.member
}

resource "google_service_account" "forward_question" {
  account_id = "nl-forward-question"
}

resource "google_cloud_run_v2_service" "forward_question" {
  name     = "nightlight-forward-question"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.forward_question.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["forward-question"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name  = "OWNER_EMAIL"
        value = lookup(var.plain, "OWNER_EMAIL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-forward-question-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-forward-question-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-forward-question-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-forward-question-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "forward_question_supabase_role_tokens" {
  secret_id = "nightlight-forward-question-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.forward_question.member
}

resource "google_secret_manager_secret_iam_member" "forward_question_qstash_current_signing_key" {
  secret_id = "nightlight-forward-question-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.forward_question.member
}

resource "google_secret_manager_secret_iam_member" "forward_question_qstash_next_signing_key" {
  secret_id = "nightlight-forward-question-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.forward_question.member
}

resource "google_secret_manager_secret_iam_member" "forward_question_resend_api_key" {
  secret_id = "nightlight-forward-question-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.forward_question.member
}

resource "google_cloud_run_v2_service_iam_member" "forward_question" {
  name     = google_cloud_run_v2_service.forward_question.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "forward_question" {
  name     = "nightlight-forward-question"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "forward_question_rings_forward_question" {
  name     = google_cloud_tasks_queue.forward_question.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.forward_question.member
}

resource "google_service_account" "health" {
  account_id = "nl-health"
}

resource "google_cloud_run_v2_service" "health" {
  name     = "nightlight-health"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.health.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["health"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "STRIPE_API_URL"
        value = lookup(var.plain, "STRIPE_API_URL", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-health-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "STRIPE_SECRET_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-health-stripe-secret-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-health-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "health_supabase_role_tokens" {
  secret_id = "nightlight-health-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.health.member
}

resource "google_secret_manager_secret_iam_member" "health_stripe_secret_key" {
  secret_id = "nightlight-health-stripe-secret-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.health.member
}

resource "google_secret_manager_secret_iam_member" "health_resend_api_key" {
  secret_id = "nightlight-health-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.health.member
}

resource "google_cloud_run_v2_service_iam_member" "health" {
  name     = google_cloud_run_v2_service.health.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_service_account" "invariants" {
  account_id = "nl-invariants"
}

resource "google_cloud_run_v2_service" "invariants" {
  name     = "nightlight-invariants"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.invariants.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["invariants"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-invariants-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "CRON_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-invariants-cron-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "invariants_supabase_role_tokens" {
  secret_id = "nightlight-invariants-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.invariants.member
}

resource "google_secret_manager_secret_iam_member" "invariants_cron_secret" {
  secret_id = "nightlight-invariants-cron-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.invariants.member
}

resource "google_cloud_run_v2_service_iam_member" "invariants" {
  name     = google_cloud_run_v2_service.invariants.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue_iam_member" "invariants_rings_check_invariants" {
  name     = google_cloud_tasks_queue.check_invariants.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.invariants.member
}

resource "google_cloud_scheduler_job" "invariants" {
  name      = "nightlight-invariants"
  schedule  = "30 2 * * *"
  time_zone = "UTC"
  region    = var.region
  retry_config {
    retry_count = 3
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.invariants.uri}/schedules/invariants"
    oidc_token {
      service_account_email = google_service_account.queue.email
      audience              = var.functions_url
    }
  }
}

resource "google_service_account" "make_sales_report" {
  account_id = "nl-make-sales-report"
}

resource "google_cloud_run_v2_service" "make_sales_report" {
  name     = "nightlight-make-sales-report"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.make_sales_report.email
    timeout                          = "60s"
    max_instance_request_concurrency = 1
    scaling {
      min_instance_count = 0
      max_instance_count = 1
    }
    containers {
      image = var.image
      args  = ["make-sales-report"]
      resources {
        limits = { memory = "512Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name  = "OWNER_EMAIL"
        value = lookup(var.plain, "OWNER_EMAIL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-sales-report-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-sales-report-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-sales-report-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-sales-report-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "make_sales_report_supabase_role_tokens" {
  secret_id = "nightlight-make-sales-report-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_sales_report.member
}

resource "google_secret_manager_secret_iam_member" "make_sales_report_qstash_current_signing_key" {
  secret_id = "nightlight-make-sales-report-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_sales_report.member
}

resource "google_secret_manager_secret_iam_member" "make_sales_report_qstash_next_signing_key" {
  secret_id = "nightlight-make-sales-report-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_sales_report.member
}

resource "google_secret_manager_secret_iam_member" "make_sales_report_resend_api_key" {
  secret_id = "nightlight-make-sales-report-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_sales_report.member
}

resource "google_cloud_run_v2_service_iam_member" "make_sales_report" {
  name     = google_cloud_run_v2_service.make_sales_report.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "make_sales_report" {
  name     = "nightlight-make-sales-report"
  location = var.region
  rate_limits {
    max_concurrent_dispatches = 1
  }
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "make_sales_report_rings_make_sales_report" {
  name     = google_cloud_tasks_queue.make_sales_report.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.make_sales_report.member
}

resource "google_cloud_run_v2_job" "make_sales_report" {
  name     = "nightlight-make-sales-report"
  location = var.region
  deletion_protection = false
  template {
    template {
      service_account = google_service_account.make_sales_report.email
      timeout         = "86400s"
      max_retries     = 3
      containers {
        image   = var.image
        command = ["node", "deploy/container/task.js"]
        args    = ["make-sales-report"]
        resources {
          limits = { memory = "512Mi" }
        }
        env {
          name  = "PLATFORM"
          value = "google-cloud"
        }
        env {
          name  = "SITE_URL"
          value = lookup(var.plain, "SITE_URL", "")
        }
        env {
          name  = "FUNCTIONS_URL"
          value = lookup(var.plain, "FUNCTIONS_URL", "")
        }
        env {
          name  = "SUPABASE_URL"
          value = lookup(var.plain, "SUPABASE_URL", "")
        }
        env {
          name  = "SUPABASE_PUBLISHABLE_KEY"
          value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
        }
        env {
          name  = "QUEUE"
          value = lookup(var.plain, "QUEUE", "")
        }
        env {
          name  = "QUEUE_URL"
          value = lookup(var.plain, "QUEUE_URL", "")
        }
        env {
          name  = "QUEUE_CALLER"
          value = lookup(var.plain, "QUEUE_CALLER", "")
        }
        env {
          name  = "RESEND_BASE_URL"
          value = lookup(var.plain, "RESEND_BASE_URL", "")
        }
        env {
          name  = "OWNER_EMAIL"
          value = lookup(var.plain, "OWNER_EMAIL", "")
        }
        env {
          name = "SUPABASE_ROLE_TOKENS"
          value_source {
            secret_key_ref {
              secret  = "nightlight-make-sales-report-supabase-role-tokens"
              version = "latest"
            }
          }
        }
        env {
          name = "QSTASH_CURRENT_SIGNING_KEY"
          value_source {
            secret_key_ref {
              secret  = "nightlight-make-sales-report-qstash-current-signing-key"
              version = "latest"
            }
          }
        }
        env {
          name = "QSTASH_NEXT_SIGNING_KEY"
          value_source {
            secret_key_ref {
              secret  = "nightlight-make-sales-report-qstash-next-signing-key"
              version = "latest"
            }
          }
        }
        env {
          name = "RESEND_API_KEY"
          value_source {
            secret_key_ref {
              secret  = "nightlight-make-sales-report-resend-api-key"
              version = "latest"
            }
          }
        }
      }
    }
  }
}

resource "google_service_account" "make_thumbnail" {
  account_id = "nl-make-thumbnail"
}

resource "google_cloud_run_v2_service" "make_thumbnail" {
  name     = "nightlight-make-thumbnail"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.make_thumbnail.email
    timeout                          = "60s"
    max_instance_request_concurrency = 2
    scaling {
      min_instance_count = 0
      max_instance_count = 1
    }
    containers {
      image = var.image
      args  = ["make-thumbnail"]
      resources {
        limits = { memory = "2048Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-thumbnail-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-thumbnail-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-make-thumbnail-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "make_thumbnail_supabase_role_tokens" {
  secret_id = "nightlight-make-thumbnail-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_thumbnail.member
}

resource "google_secret_manager_secret_iam_member" "make_thumbnail_qstash_current_signing_key" {
  secret_id = "nightlight-make-thumbnail-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_thumbnail.member
}

resource "google_secret_manager_secret_iam_member" "make_thumbnail_qstash_next_signing_key" {
  secret_id = "nightlight-make-thumbnail-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.make_thumbnail.member
}

resource "google_cloud_run_v2_service_iam_member" "make_thumbnail" {
  name     = google_cloud_run_v2_service.make_thumbnail.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "make_thumbnail" {
  name     = "nightlight-make-thumbnail"
  location = var.region
  rate_limits {
    max_concurrent_dispatches = 2
  }
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue" "make_thumbnail_fallbacks" {
  name     = "nightlight-make-thumbnail-fallbacks"
  location = var.region
  rate_limits {
    max_concurrent_dispatches = 1
  }
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "make_thumbnail_rings_make_thumbnail" {
  name     = google_cloud_tasks_queue.make_thumbnail.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.make_thumbnail.member
}

resource "google_cloud_tasks_queue_iam_member" "make_thumbnail_rings_make_thumbnail_fallbacks" {
  name     = google_cloud_tasks_queue.make_thumbnail_fallbacks.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.make_thumbnail.member
}

resource "google_service_account" "process_order" {
  account_id = "nl-process-order"
}

resource "google_cloud_run_v2_service" "process_order" {
  name     = "nightlight-process-order"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.process_order.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["process-order"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-process-order-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-process-order-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-process-order-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-process-order-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "process_order_supabase_role_tokens" {
  secret_id = "nightlight-process-order-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.process_order.member
}

resource "google_secret_manager_secret_iam_member" "process_order_qstash_current_signing_key" {
  secret_id = "nightlight-process-order-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.process_order.member
}

resource "google_secret_manager_secret_iam_member" "process_order_qstash_next_signing_key" {
  secret_id = "nightlight-process-order-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.process_order.member
}

resource "google_secret_manager_secret_iam_member" "process_order_resend_api_key" {
  secret_id = "nightlight-process-order-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.process_order.member
}

resource "google_cloud_run_v2_service_iam_member" "process_order" {
  name     = google_cloud_run_v2_service.process_order.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "process_order" {
  name     = "nightlight-process-order"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "process_order_rings_process_order" {
  name     = google_cloud_tasks_queue.process_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.process_order.member
}

resource "google_cloud_tasks_queue_iam_member" "process_order_rings_ship_order" {
  name     = google_cloud_tasks_queue.ship_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.process_order.member
}

resource "google_service_account" "refund_order" {
  account_id = "nl-refund-order"
}

resource "google_cloud_run_v2_service" "refund_order" {
  name     = "nightlight-refund-order"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.refund_order.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["refund-order"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "STRIPE_API_URL"
        value = lookup(var.plain, "STRIPE_API_URL", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-refund-order-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-refund-order-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-refund-order-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "STRIPE_SECRET_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-refund-order-stripe-secret-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-refund-order-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "refund_order_supabase_role_tokens" {
  secret_id = "nightlight-refund-order-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.refund_order.member
}

resource "google_secret_manager_secret_iam_member" "refund_order_qstash_current_signing_key" {
  secret_id = "nightlight-refund-order-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.refund_order.member
}

resource "google_secret_manager_secret_iam_member" "refund_order_qstash_next_signing_key" {
  secret_id = "nightlight-refund-order-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.refund_order.member
}

resource "google_secret_manager_secret_iam_member" "refund_order_stripe_secret_key" {
  secret_id = "nightlight-refund-order-stripe-secret-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.refund_order.member
}

resource "google_secret_manager_secret_iam_member" "refund_order_resend_api_key" {
  secret_id = "nightlight-refund-order-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.refund_order.member
}

resource "google_cloud_run_v2_service_iam_member" "refund_order" {
  name     = google_cloud_run_v2_service.refund_order.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "refund_order" {
  name     = "nightlight-refund-order"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "refund_order_rings_process_order" {
  name     = google_cloud_tasks_queue.process_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.refund_order.member
}

resource "google_cloud_tasks_queue_iam_member" "refund_order_rings_refund_order" {
  name     = google_cloud_tasks_queue.refund_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.refund_order.member
}

resource "google_cloud_tasks_queue_iam_member" "refund_order_rings_ship_order" {
  name     = google_cloud_tasks_queue.ship_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.refund_order.member
}

resource "google_cloud_tasks_queue_iam_member" "refund_order_rings_tell_owner" {
  name     = google_cloud_tasks_queue.tell_owner.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.refund_order.member
}

resource "google_service_account" "resend_receipt" {
  account_id = "nl-resend-receipt"
}

resource "google_cloud_run_v2_service" "resend_receipt" {
  name     = "nightlight-resend-receipt"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.resend_receipt.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["resend-receipt"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-resend-receipt-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-resend-receipt-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-resend-receipt-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-resend-receipt-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "resend_receipt_supabase_role_tokens" {
  secret_id = "nightlight-resend-receipt-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.resend_receipt.member
}

resource "google_secret_manager_secret_iam_member" "resend_receipt_qstash_current_signing_key" {
  secret_id = "nightlight-resend-receipt-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.resend_receipt.member
}

resource "google_secret_manager_secret_iam_member" "resend_receipt_qstash_next_signing_key" {
  secret_id = "nightlight-resend-receipt-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.resend_receipt.member
}

resource "google_secret_manager_secret_iam_member" "resend_receipt_resend_api_key" {
  secret_id = "nightlight-resend-receipt-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.resend_receipt.member
}

resource "google_cloud_run_v2_service_iam_member" "resend_receipt" {
  name     = google_cloud_run_v2_service.resend_receipt.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "resend_receipt" {
  name     = "nightlight-resend-receipt"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "resend_receipt_rings_resend_receipt" {
  name     = google_cloud_tasks_queue.resend_receipt.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.resend_receipt.member
}

resource "google_service_account" "sales_report" {
  account_id = "nl-sales-report"
}

resource "google_cloud_run_v2_service" "sales_report" {
  name     = "nightlight-sales-report"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.sales_report.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["sales-report"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-sales-report-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "CRON_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-sales-report-cron-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "sales_report_supabase_role_tokens" {
  secret_id = "nightlight-sales-report-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.sales_report.member
}

resource "google_secret_manager_secret_iam_member" "sales_report_cron_secret" {
  secret_id = "nightlight-sales-report-cron-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.sales_report.member
}

resource "google_cloud_run_v2_service_iam_member" "sales_report" {
  name     = google_cloud_run_v2_service.sales_report.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue_iam_member" "sales_report_rings_make_sales_report" {
  name     = google_cloud_tasks_queue.make_sales_report.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sales_report.member
}

resource "google_cloud_scheduler_job" "sales_report" {
  name      = "nightlight-sales-report"
  schedule  = "15 23 * * *"
  time_zone = "UTC"
  region    = var.region
  retry_config {
    retry_count = 3
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.sales_report.uri}/schedules/sales-report"
    oidc_token {
      service_account_email = google_service_account.queue.email
      audience              = var.functions_url
    }
  }
}

resource "google_service_account" "ship_order" {
  account_id = "nl-ship-order"
}

resource "google_cloud_run_v2_service" "ship_order" {
  name     = "nightlight-ship-order"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.ship_order.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["ship-order"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-ship-order-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-ship-order-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-ship-order-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "ship_order_supabase_role_tokens" {
  secret_id = "nightlight-ship-order-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.ship_order.member
}

resource "google_secret_manager_secret_iam_member" "ship_order_qstash_current_signing_key" {
  secret_id = "nightlight-ship-order-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.ship_order.member
}

resource "google_secret_manager_secret_iam_member" "ship_order_qstash_next_signing_key" {
  secret_id = "nightlight-ship-order-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.ship_order.member
}

resource "google_cloud_run_v2_service_iam_member" "ship_order" {
  name     = google_cloud_run_v2_service.ship_order.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "ship_order" {
  name     = "nightlight-ship-order"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "ship_order_rings_deliver_order" {
  name     = google_cloud_tasks_queue.deliver_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.ship_order.member
}

resource "google_cloud_tasks_queue_iam_member" "ship_order_rings_ship_order" {
  name     = google_cloud_tasks_queue.ship_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.ship_order.member
}

resource "google_cloud_tasks_queue_iam_member" "ship_order_rings_tell_shopper" {
  name     = google_cloud_tasks_queue.tell_shopper.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.ship_order.member
}

resource "google_service_account" "stock_report" {
  account_id = "nl-stock-report"
}

resource "google_cloud_run_v2_service" "stock_report" {
  name     = "nightlight-stock-report"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.stock_report.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["stock-report"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-stock-report-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "CRON_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-stock-report-cron-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "stock_report_supabase_role_tokens" {
  secret_id = "nightlight-stock-report-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.stock_report.member
}

resource "google_secret_manager_secret_iam_member" "stock_report_cron_secret" {
  secret_id = "nightlight-stock-report-cron-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.stock_report.member
}

resource "google_cloud_run_v2_service_iam_member" "stock_report" {
  name     = google_cloud_run_v2_service.stock_report.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue_iam_member" "stock_report_rings_tell_owner" {
  name     = google_cloud_tasks_queue.tell_owner.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.stock_report.member
}

resource "google_cloud_scheduler_job" "stock_report" {
  name      = "nightlight-stock-report"
  schedule  = "0 5 * * 1"
  time_zone = "UTC"
  region    = var.region
  retry_config {
    retry_count = 3
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.stock_report.uri}/schedules/stock-report"
    oidc_token {
      service_account_email = google_service_account.queue.email
      audience              = var.functions_url
    }
  }
}

resource "google_service_account" "storage_webhook" {
  account_id = "nl-storage-webhook"
}

resource "google_cloud_run_v2_service" "storage_webhook" {
  name     = "nightlight-storage-webhook"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.storage_webhook.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["storage-webhook"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-storage-webhook-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "STORAGE_WEBHOOK_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-storage-webhook-storage-webhook-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "storage_webhook_supabase_role_tokens" {
  secret_id = "nightlight-storage-webhook-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.storage_webhook.member
}

resource "google_secret_manager_secret_iam_member" "storage_webhook_storage_webhook_secret" {
  secret_id = "nightlight-storage-webhook-storage-webhook-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.storage_webhook.member
}

resource "google_cloud_run_v2_service_iam_member" "storage_webhook" {
  name     = google_cloud_run_v2_service.storage_webhook.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_tasks_queue_iam_member" "storage_webhook_rings_make_thumbnail" {
  name     = google_cloud_tasks_queue.make_thumbnail.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.storage_webhook.member
}

resource "google_cloud_tasks_queue_iam_member" "storage_webhook_rings_make_thumbnail_fallbacks" {
  name     = google_cloud_tasks_queue.make_thumbnail_fallbacks.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.storage_webhook.member
}

resource "google_service_account" "stripe_webhook" {
  account_id = "nl-stripe-webhook"
}

resource "google_cloud_run_v2_service" "stripe_webhook" {
  name     = "nightlight-stripe-webhook"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.stripe_webhook.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["stripe-webhook"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "STRIPE_API_URL"
        value = lookup(var.plain, "STRIPE_API_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-stripe-webhook-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "STRIPE_SECRET_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-stripe-webhook-stripe-secret-key"
            version = "latest"
          }
        }
      }
      env {
        name = "STRIPE_WEBHOOK_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-stripe-webhook-stripe-webhook-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "stripe_webhook_supabase_role_tokens" {
  secret_id = "nightlight-stripe-webhook-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.stripe_webhook.member
}

resource "google_secret_manager_secret_iam_member" "stripe_webhook_stripe_secret_key" {
  secret_id = "nightlight-stripe-webhook-stripe-secret-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.stripe_webhook.member
}

resource "google_secret_manager_secret_iam_member" "stripe_webhook_stripe_webhook_secret" {
  secret_id = "nightlight-stripe-webhook-stripe-webhook-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.stripe_webhook.member
}

resource "google_cloud_run_v2_service_iam_member" "stripe_webhook" {
  name     = google_cloud_run_v2_service.stripe_webhook.name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_tasks_queue_iam_member" "stripe_webhook_rings_process_order" {
  name     = google_cloud_tasks_queue.process_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.stripe_webhook.member
}

resource "google_cloud_tasks_queue_iam_member" "stripe_webhook_rings_refund_order" {
  name     = google_cloud_tasks_queue.refund_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.stripe_webhook.member
}

resource "google_cloud_tasks_queue_iam_member" "stripe_webhook_rings_ship_order" {
  name     = google_cloud_tasks_queue.ship_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.stripe_webhook.member
}

resource "google_cloud_tasks_queue_iam_member" "stripe_webhook_rings_tell_owner" {
  name     = google_cloud_tasks_queue.tell_owner.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.stripe_webhook.member
}

resource "google_service_account" "sweep" {
  account_id = "nl-sweep"
}

resource "google_cloud_run_v2_service" "sweep" {
  name     = "nightlight-sweep"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.sweep.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["sweep"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "STRIPE_API_URL"
        value = lookup(var.plain, "STRIPE_API_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-sweep-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "STRIPE_SECRET_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-sweep-stripe-secret-key"
            version = "latest"
          }
        }
      }
      env {
        name = "CRON_SECRET"
        value_source {
          secret_key_ref {
            secret  = "nightlight-sweep-cron-secret"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "sweep_supabase_role_tokens" {
  secret_id = "nightlight-sweep-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.sweep.member
}

resource "google_secret_manager_secret_iam_member" "sweep_stripe_secret_key" {
  secret_id = "nightlight-sweep-stripe-secret-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.sweep.member
}

resource "google_secret_manager_secret_iam_member" "sweep_cron_secret" {
  secret_id = "nightlight-sweep-cron-secret"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.sweep.member
}

resource "google_cloud_run_v2_service_iam_member" "sweep" {
  name     = google_cloud_run_v2_service.sweep.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_check_invariants" {
  name     = google_cloud_tasks_queue.check_invariants.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_confirm_return" {
  name     = google_cloud_tasks_queue.confirm_return.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_deliver_order" {
  name     = google_cloud_tasks_queue.deliver_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_do_clean_up" {
  name     = google_cloud_tasks_queue.do_clean_up.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_forward_question" {
  name     = google_cloud_tasks_queue.forward_question.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_make_sales_report" {
  name     = google_cloud_tasks_queue.make_sales_report.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_make_thumbnail" {
  name     = google_cloud_tasks_queue.make_thumbnail.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_make_thumbnail_fallbacks" {
  name     = google_cloud_tasks_queue.make_thumbnail_fallbacks.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_process_order" {
  name     = google_cloud_tasks_queue.process_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_refund_order" {
  name     = google_cloud_tasks_queue.refund_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_resend_receipt" {
  name     = google_cloud_tasks_queue.resend_receipt.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_ship_order" {
  name     = google_cloud_tasks_queue.ship_order.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_tell_owner" {
  name     = google_cloud_tasks_queue.tell_owner.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_tasks_queue_iam_member" "sweep_rings_tell_shopper" {
  name     = google_cloud_tasks_queue.tell_shopper.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.sweep.member
}

resource "google_cloud_scheduler_job" "sweep" {
  name      = "nightlight-sweep"
  schedule  = "* * * * *"
  time_zone = "UTC"
  region    = var.region
  retry_config {
    retry_count = 0
  }
  http_target {
    http_method = "POST"
    uri         = "${google_cloud_run_v2_service.sweep.uri}/schedules/sweep"
    oidc_token {
      service_account_email = google_service_account.queue.email
      audience              = var.functions_url
    }
  }
}

resource "google_service_account" "tell_owner" {
  account_id = "nl-tell-owner"
}

resource "google_cloud_run_v2_service" "tell_owner" {
  name     = "nightlight-tell-owner"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.tell_owner.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["tell-owner"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name  = "OWNER_EMAIL"
        value = lookup(var.plain, "OWNER_EMAIL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-owner-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-owner-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-owner-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-owner-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "tell_owner_supabase_role_tokens" {
  secret_id = "nightlight-tell-owner-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_owner.member
}

resource "google_secret_manager_secret_iam_member" "tell_owner_qstash_current_signing_key" {
  secret_id = "nightlight-tell-owner-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_owner.member
}

resource "google_secret_manager_secret_iam_member" "tell_owner_qstash_next_signing_key" {
  secret_id = "nightlight-tell-owner-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_owner.member
}

resource "google_secret_manager_secret_iam_member" "tell_owner_resend_api_key" {
  secret_id = "nightlight-tell-owner-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_owner.member
}

resource "google_cloud_run_v2_service_iam_member" "tell_owner" {
  name     = google_cloud_run_v2_service.tell_owner.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "tell_owner" {
  name     = "nightlight-tell-owner"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "tell_owner_rings_tell_owner" {
  name     = google_cloud_tasks_queue.tell_owner.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.tell_owner.member
}

resource "google_service_account" "tell_shopper" {
  account_id = "nl-tell-shopper"
}

resource "google_cloud_run_v2_service" "tell_shopper" {
  name     = "nightlight-tell-shopper"
  location = var.region
  deletion_protection = false
  template {
    service_account                  = google_service_account.tell_shopper.email
    timeout                          = "60s"
    scaling {
      min_instance_count = 0
      max_instance_count = 20
    }
    containers {
      image = var.image
      args  = ["tell-shopper"]
      resources {
        limits = { memory = "1024Mi" }
      }
      env {
        name  = "PLATFORM"
        value = "google-cloud"
      }
      env {
        name  = "SITE_URL"
        value = lookup(var.plain, "SITE_URL", "")
      }
      env {
        name  = "FUNCTIONS_URL"
        value = lookup(var.plain, "FUNCTIONS_URL", "")
      }
      env {
        name  = "SUPABASE_URL"
        value = lookup(var.plain, "SUPABASE_URL", "")
      }
      env {
        name  = "SUPABASE_PUBLISHABLE_KEY"
        value = lookup(var.plain, "SUPABASE_PUBLISHABLE_KEY", "")
      }
      env {
        name  = "QUEUE"
        value = lookup(var.plain, "QUEUE", "")
      }
      env {
        name  = "QUEUE_URL"
        value = lookup(var.plain, "QUEUE_URL", "")
      }
      env {
        name  = "QUEUE_CALLER"
        value = lookup(var.plain, "QUEUE_CALLER", "")
      }
      env {
        name  = "RESEND_BASE_URL"
        value = lookup(var.plain, "RESEND_BASE_URL", "")
      }
      env {
        name = "SUPABASE_ROLE_TOKENS"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-shopper-supabase-role-tokens"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_CURRENT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-shopper-qstash-current-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "QSTASH_NEXT_SIGNING_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-shopper-qstash-next-signing-key"
            version = "latest"
          }
        }
      }
      env {
        name = "RESEND_API_KEY"
        value_source {
          secret_key_ref {
            secret  = "nightlight-tell-shopper-resend-api-key"
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "tell_shopper_supabase_role_tokens" {
  secret_id = "nightlight-tell-shopper-supabase-role-tokens"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_shopper.member
}

resource "google_secret_manager_secret_iam_member" "tell_shopper_qstash_current_signing_key" {
  secret_id = "nightlight-tell-shopper-qstash-current-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_shopper.member
}

resource "google_secret_manager_secret_iam_member" "tell_shopper_qstash_next_signing_key" {
  secret_id = "nightlight-tell-shopper-qstash-next-signing-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_shopper.member
}

resource "google_secret_manager_secret_iam_member" "tell_shopper_resend_api_key" {
  secret_id = "nightlight-tell-shopper-resend-api-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.tell_shopper.member
}

resource "google_cloud_run_v2_service_iam_member" "tell_shopper" {
  name     = google_cloud_run_v2_service.tell_shopper.name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.queue.member
}

resource "google_cloud_tasks_queue" "tell_shopper" {
  name     = "nightlight-tell-shopper"
  location = var.region
  retry_config {
    max_attempts = 6
    min_backoff  = "12s"
  }
}

resource "google_cloud_tasks_queue_iam_member" "tell_shopper_rings_tell_shopper" {
  name     = google_cloud_tasks_queue.tell_shopper.name
  location = var.region
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.tell_shopper.member
}
