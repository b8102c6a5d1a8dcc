import { stringify } from 'yaml'
import { generated, prefix } from '#deploy/generated.ts'
import type { Line, Plan } from '#deploy/plan.ts'

const nameOf = (name: string) => `${prefix}-${name}`

/** A service that scales to zero. Those of jobs and schedules are private to the cluster. */
function serviceOf(plan: Plan): object {
  const { name, trigger, seconds, memory, takes } = plan
  const open = trigger === 'http' || trigger === 'webhook'
  const labels = open ? {} : { 'networking.knative.dev/visibility': 'cluster-local' }
  const most = Math.max(0, ...takes.map(({ parallel = 0 }) => parallel))
  return {
    apiVersion: 'serving.knative.dev/v1',
    kind: 'Service',
    metadata: { name: nameOf(name), labels },
    spec: {
      template: {
        metadata: {
          annotations: {
            'autoscaling.knative.dev/min-scale': '0',
            ...(most ? { 'autoscaling.knative.dev/max-scale': '1' } : {}),
          },
        },
        spec: {
          // A limit of parallel runs is one instance with so many calls; without it, as many as the platform likes.
          containerConcurrency: most,
          timeoutSeconds: seconds,
          serviceAccountName: nameOf(name),
          containers: [
            {
              image: `${prefix}-functions`,
              args: [name],
              env: [{ name: 'PLATFORM', value: 'knative' }, ...environmentOf(plan)],
              resources: { limits: { memory: `${memory}Mi` } },
              // Health asks the database, and a slow database must not take every instance out.
              readinessProbe: { tcpSocket: { port: 0 } },
            },
          ],
        },
      },
    },
  }
}

/** What a container reads of the configuration of all functions, and of the secret of its own. */
function environmentOf({ name, plain, secrets }: Plan): object[] {
  const reads = (kind: 'configMapKeyRef' | 'secretKeyRef', from: string, keys: readonly string[]) =>
    keys.map((key) => ({ name: key, valueFrom: { [kind]: { name: from, key, optional: true } } }))
  return [...reads('configMapKeyRef', prefix, plain), ...reads('secretKeyRef', nameOf(name), secrets)]
}

const accountOf = ({ name }: Plan) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: nameOf(name) },
  automountServiceAccountToken: false,
})

const subscriber = (name: string) => ({
  ref: { apiVersion: 'serving.knative.dev/v1', kind: 'Service', name: nameOf(name) },
  uri: `/events/${name}`,
})

/** The broker wakes the function with the messages of one line; what fails too often goes to the dead letters. */
const triggerOf = (name: string, line: Line) => ({
  apiVersion: 'eventing.knative.dev/v1',
  kind: 'Trigger',
  metadata: { name: nameOf(line.name) },
  spec: {
    broker: prefix,
    filter: { attributes: { type: `${prefix}.${line.name}` } },
    subscriber: subscriber(name),
    delivery: {
      retry: 5,
      backoffPolicy: 'exponential',
      backoffDelay: 'PT12S',
      deadLetterSink: { ref: { apiVersion: 'v1', kind: 'Service', name: nameOf('dead-letters') } },
    },
  },
})

const clockOf = ({ name, cron }: Plan) => ({
  apiVersion: 'sources.knative.dev/v1',
  kind: 'PingSource',
  metadata: { name: nameOf(name) },
  spec: { schedule: cron, timezone: 'UTC', sink: subscriber(name) },
})

/**
 * A Job of Kubernetes for one input, TASK_INPUT, which `kubectl set env` sets. It has the account and the secret of the function. A
 * task that failed or had to stop is started again, and a node that is drained counts for nothing; one that no attempt can do (it
 * exits with 2) is not.
 */
const taskOf = (plan: Plan) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { generateName: `${nameOf(plan.name)}-` },
  spec: {
    backoffLimit: 6,
    ttlSecondsAfterFinished: 86_400,
    podFailurePolicy: {
      rules: [
        { action: 'FailJob', onExitCodes: { operator: 'In', values: [2] } },
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
      ],
    },
    template: {
      spec: {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: plan.seconds,
        serviceAccountName: nameOf(plan.name),
        containers: [
          {
            name: 'task',
            image: `${prefix}-functions`,
            command: ['node', 'deploy/container/task.js'],
            args: [plan.name, '$(TASK_INPUT)'],
            env: [{ name: 'TASK_INPUT', value: '' }, ...environmentOf(plan)],
            resources: { limits: { memory: `${plan.memory}Mi` } },
          },
        ],
      },
    },
  },
})

const write = (objects: readonly object[]) => {
  const documents = objects.map((object) => stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }))
  return `# ${generated}\n${documents.join('---\n')}`
}

/** `deploy/knative/tasks.gen.yaml`: the container tasks, each for one input, for `kubectl create`. */
export const writeKubernetesJobs = (plans: readonly Plan[]): string =>
  write(plans.filter(({ task }) => task).map(taskOf))

/** `deploy/knative/services.gen.yaml`, for `kubectl apply`: https://knative.dev/docs */
export function writeKnative(plans: readonly Plan[]): string {
  const broker = { apiVersion: 'eventing.knative.dev/v1', kind: 'Broker', metadata: { name: prefix } }
  const objects = [
    broker,
    ...plans.flatMap((plan) => [
      accountOf(plan),
      serviceOf(plan),
      ...plan.takes.map((line) => triggerOf(plan.name, line)),
      ...(plan.cron ? [clockOf(plan)] : []),
    ]),
  ]
  return write(objects)
}
