import { generated, prefix } from '#deploy/generated.ts'
import type { Plan } from '#deploy/plan.ts'

const idOf = (name: string) => name.replaceAll('-', '_')

/** A block of Terraform's language. */
function block(head: string, lines: readonly string[]): string {
  return `${head} {\n${lines.map((line) => `  ${line}`).join('\n')}\n}\n`
}

/** The variables of a container, and its secrets by their names in the Secret Manager. */
function environmentOf({ name, plain, secrets }: Plan): string[] {
  const plainEnv = (variable: string, value: string) =>
    `env {\n        name  = "${variable}"\n        value = ${value}\n      }`
  const values = [
    plainEnv('PLATFORM', '"google-cloud"'),
    ...plain.map((variable) => plainEnv(variable, `lookup(var.plain, "${variable}", "")`)),
  ]
  const reads = secrets.map(
    (variable) =>
      `env {\n        name = "${variable}"\n        value_source {\n          secret_key_ref {\n            secret  = "${prefix}-${name}-${variable.toLowerCase().replaceAll('_', '-')}"\n            version = "latest"\n          }\n        }\n      }`,
  )
  return [...values, ...reads]
}

/**
 * A function whose jobs may outgrow an hour, as a job that one container does: `gcloud run jobs execute`. It has the account of the
 * function, and nobody calls it. Started again, it goes on where it was.
 */
function taskOf(plan: Plan): string {
  const { name, memory } = plan
  const id = idOf(name)
  return block(`resource "google_cloud_run_v2_job" "${id}"`, [
    `name     = "${prefix}-${name}"`,
    'location = var.region',
    // Nothing is lost with it: all state is in the database.
    'deletion_protection = false',
    'template {',
    '  template {',
    `    service_account = google_service_account.${id}.email`,
    '    timeout         = "86400s"',
    '    max_retries     = 3',
    '    containers {',
    '      image   = var.image',
    '      command = ["node", "deploy/container/task.js"]',
    `      args    = ["${name}"]`,
    `      resources {\n          limits = { memory = "${memory}Mi" }\n        }`,
    ...environmentOf(plan).map((text) => `      ${text.replaceAll('\n', '\n  ')}`),
    '    }',
    '  }',
    '}',
  ])
}

function serviceOf(plan: Plan): string[] {
  const { name, trigger, seconds, memory, takes, secrets } = plan
  const id = idOf(name)
  const open = trigger === 'http' || trigger === 'webhook'
  const parallel = Math.max(0, ...takes.map((line) => line.parallel ?? 0))
  return [
    block(`resource "google_service_account" "${id}"`, [`account_id = "nl-${name}"`]),
    block(`resource "google_cloud_run_v2_service" "${id}"`, [
      `name     = "${prefix}-${name}"`,
      'location = var.region',
      'deletion_protection = false',
      'template {',
      `  service_account                  = google_service_account.${id}.email`,
      `  timeout                          = "${seconds}s"`,
      ...(parallel ? [`  max_instance_request_concurrency = ${parallel}`] : []),
      `  scaling {\n      min_instance_count = 0\n      max_instance_count = ${parallel ? 1 : 20}\n    }`,
      '  containers {',
      '    image = var.image',
      `    args  = ["${name}"]`,
      `    resources {\n        limits = { memory = "${memory}Mi" }\n      }`,
      ...environmentOf(plan).map((text) => `    ${text}`),
      '  }',
      '}',
    ]),
    ...secrets.map((variable) =>
      block(`resource "google_secret_manager_secret_iam_member" "${id}_${variable.toLowerCase()}"`, [
        `secret_id = "${prefix}-${name}-${variable.toLowerCase().replaceAll('_', '-')}"`,
        'role      = "roles/secretmanager.secretAccessor"',
        `member    = google_service_account.${id}.member`,
      ]),
    ),
    block(`resource "google_cloud_run_v2_service_iam_member" "${id}"`, [
      `name     = google_cloud_run_v2_service.${id}.name`,
      'location = var.region',
      'role     = "roles/run.invoker"',
      open ? 'member   = "allUsers"' : 'member   = google_service_account.queue.member',
    ]),
  ]
}

function queuesOf({ takes, rings, name }: Plan): string[] {
  const queues = takes.map((line) =>
    block(`resource "google_cloud_tasks_queue" "${idOf(line.name)}"`, [
      `name     = "${prefix}-${line.name}"`,
      'location = var.region',
      ...(line.parallel ? [`rate_limits {\n    max_concurrent_dispatches = ${line.parallel}\n  }`] : []),
      'retry_config {\n    max_attempts = 6\n    min_backoff  = "12s"\n  }',
    ]),
  )
  const rights = rings.map((line) =>
    block(`resource "google_cloud_tasks_queue_iam_member" "${idOf(name)}_rings_${idOf(line)}"`, [
      `name     = google_cloud_tasks_queue.${idOf(line)}.name`,
      'location = var.region',
      'role     = "roles/cloudtasks.enqueuer"',
      `member   = google_service_account.${idOf(name)}.member`,
    ]),
  )
  return [...queues, ...rights]
}

function clockOf({ name, cron, retries = 0 }: Plan): string {
  return block(`resource "google_cloud_scheduler_job" "${idOf(name)}"`, [
    `name      = "${prefix}-${name}"`,
    `schedule  = "${cron}"`,
    'time_zone = "UTC"',
    'region    = var.region',
    `retry_config {\n    retry_count = ${retries}\n  }`,
    'http_target {',
    '  http_method = "POST"',
    `  uri         = "\${google_cloud_run_v2_service.${idOf(name)}.uri}/schedules/${name}"`,
    '  oidc_token {\n      service_account_email = google_service_account.queue.email\n      audience              = var.functions_url\n    }',
    '}',
  ])
}

/** `deploy/google-cloud/main.gen.tf`, for `terraform apply` or `tofu apply`. */
export function writeTerraform(plans: readonly Plan[]): string {
  const variables = ['region', 'image', 'functions_url'].map((name) => block(`variable "${name}"`, ['type = string']))
  const parts = [
    ...variables,
    block('variable "plain"', ['type = map(string)']),
    block('resource "google_service_account" "queue"', ['account_id = "nl-queue"']),
    ...plans.flatMap((plan) => [
      ...serviceOf(plan),
      ...queuesOf(plan),
      ...(plan.cron ? [clockOf(plan)] : []),
      ...(plan.task ? [taskOf(plan)] : []),
    ]),
  ]
  return `# ${generated}\n\n${parts.join('\n')}`
}
