import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, type ContextManager, ROOT_CONTEXT } from '@opentelemetry/api'

/** Carries OpenTelemetry's context across awaits. */
export class StorageContextManager implements ContextManager {
  readonly #storage = new AsyncLocalStorage<Context>()

  active(): Context {
    return this.#storage.getStore() ?? ROOT_CONTEXT
  }

  with<Given extends unknown[], Work extends (...given: Given) => ReturnType<Work>>(
    at: Context,
    work: Work,
    self?: ThisParameterType<Work>,
    ...given: Given
  ): ReturnType<Work> {
    return this.#storage.run(at, () => work.apply(self, given))
  }

  bind<Target>(at: Context, target: Target): Target {
    if (typeof target !== 'function') return target
    return ((...given: unknown[]) => this.#storage.run(at, () => target(...given))) as Target
  }

  enable(): this {
    return this
  }

  disable(): this {
    return this
  }
}
