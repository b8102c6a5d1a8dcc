import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { platforms } from '#deploy/write-settings.ts'
import { registry } from '#functions/registry.gen.ts'
import { variables } from '#lib/env.ts'
import { pricings } from '#lib/platform-prices.ts'

const project = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(project, file), 'utf8')
const text = read('deploy/README.md')
const parts = text
  .split(/^## /m)
  .slice(1)
  .map((part) => ({ name: part.split('\n')[0] ?? '', part }))
const commands = (part: string) =>
  [...part.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, code = '']) => code.trim().split('\n'))
const all = commands(text).join('\n')

/** What a person names for a platform; the text says what each is. */
const own = ['IMAGE', 'NETWORK', 'VAULT', 'ACCOUNT', 'REGISTRY', 'REGION', 'PWD']

test('every platform has at most ten lines, what it costs idle, and how to undo it', () => {
  const names = parts.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining([...pricings.map(({ platform }) => platform), 'Knative', 'OpenFaaS']))
  for (const { name, part } of parts) {
    expect([name, commands(part).length <= 10]).toEqual([name, true])
    for (const word of ['Idle:', 'Undo:'])
      expect([name, part.replaceAll('\n', ' ').includes(word)]).toEqual([name, true])
  }
})

test('the files that it names are there, and so are the scripts of npm and the settings of platforms', () => {
  const files = [...text.matchAll(/(?<![\w./])((?:deploy|docs|scripts|supabase)\/[\w./-]+\.\w+)/g)].map(
    ([, file = '']) => file,
  )
  expect(files.length).toBeGreaterThan(15)
  expect(files.filter((file) => !existsSync(join(project, file)))).toEqual([])
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  expect([...text.matchAll(/npm run (\w+)/g)].filter(([, script = '']) => !(script in scripts))).toEqual([])
  const settings = [...all.matchAll(/deploy\/settings\.ts ([\w-]+)/g)].map(([, platform = '']) => platform)
  expect(settings.toSorted()).toEqual(Object.keys(platforms).toSorted())
  const packed = new Set([...all.matchAll(/deploy\/pack\.ts ([\w-]+)/g)].map(([, platform]) => platform))
  expect(packed).toEqual(new Set(['aws-lambda', 'azure-functions', 'container']))
})

test('the variables that it reads are those of the store, or named in the text', () => {
  const used = [...all.matchAll(/\$\{?([A-Z_]+)/g)].map(([, name = '']) => name)
  expect(used.filter((name) => !variables.includes(name) && !own.includes(name))).toEqual([])
  for (const [, name = ''] of text.matchAll(/`([A-Z]+_[A-Z_]+)`/g)) {
    const known = [...variables, 'GOOGLE_PROJECT', 'ROLE_TOKENS']
    expect(known).toContain(name)
  }
})

test('the parameters are those of the generated files', () => {
  const template = parse(read('deploy/aws-lambda/template.gen.yaml')) as { Parameters: Record<string, unknown> }
  const [, overrides = ''] = /--parameter-overrides (.+)/.exec(all) ?? []
  expect([...overrides.matchAll(/(\w+)=/g)].map(([, name]) => name)).toEqual(Object.keys(template.Parameters))
  const bicep = [...read('deploy/azure-functions/main.gen.bicep').matchAll(/^param (\w+)/gm)].map(([, name]) => name)
  const [, given = ''] = /--parameters (.+)/.exec(all) ?? []
  expect([...given.matchAll(/(?:^| )(\w+)=/g)].map(([, name]) => name)).toEqual(
    bicep.filter((name) => name !== 'location'),
  )
  const terraform = [...read('deploy/google-cloud/main.gen.tf').matchAll(/^variable "(\w+)"/gm)].map(([, name]) => name)
  // The file of the settings has `plain`.
  expect([...all.matchAll(/-var (\w+)=/g)].map(([, name]) => name)).toEqual(
    terraform.filter((name) => name !== 'plain'),
  )
})

test('the tasks are those of the registry', () => {
  const tasks = registry.filter(({ task }) => task).map(({ name }) => `nightlight-${name}`)
  const started = [...all.matchAll(/(?:task-definition|--name|execute) (nightlight-[a-z]\S*)/g)].map(([, name]) => name)
  expect(started).toEqual([...tasks, ...tasks, ...tasks])
  expect(all.match(/tasks\.gen\.yaml/g)).toHaveLength(1)
})
