import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeBundles, readOutput, type Wanted } from '#scripts/vercel/read-output.ts'

const crons = [{ path: '/api/sweep', schedule: '* * * * *' }]
const secret = { name: 'STRIPE_SECRET_KEY', value: 'canary-0123456789-abcdefghij-KLMNOP' }
const wanted: Wanted = {
  functions: [
    { name: 'sweep', seconds: 60, memory: 1024 },
    { name: 'chat', seconds: 60, memory: 1024 },
    { name: 'make-thumbnail', seconds: 60, memory: 2048 },
  ],
  crons,
  large: { '@img': ['make-thumbnail'], pdfkit: [] },
  pages: ['', 'about', 'products/[slug]'],
  secrets: [secret],
}

let project = ''
const output = (...path: string[]) => join(project, '.vercel', 'output', ...path)

function write(path: string, content: string | Buffer | object): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
}

const limits = { runtime: 'nodejs24.x', memory: 1024, maxDuration: 60 }
const settingsOf = (name: string) => output('functions', `${name}.func`, '.vc-config.json')
const change = (file: string, changes: object) => write(file, { ...JSON.parse(readFileSync(file, 'utf8')), ...changes })

/** A page as Vercel writes it: the settings, and the HTML beside them. */
function writePage(path: string, compute = 'static'): void {
  const html = `${path.split('/').at(-1)}.prerender-fallback.html`
  write(output('functions', `${path}.prerender-config.json`), {
    initialMetadata: { compute },
    fallback: { fsPath: html },
  })
  write(output('functions', dirname(path), html), '<h1>Lamps</h1>')
}

/** An output without mistakes, in the shape that Vercel's CLI 64 writes. */
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'nightlight-output-'))
  write(output('config.json'), { version: 3, routes: [], crons })
  write(settingsOf('api/sweep'), { ...limits, filePathMap: { 'next.js': 'node_modules/next/next.js' } })
  write(output('functions', 'api', 'sweep.func', '.next', 'server', 'sweep.js'), 'sweep()')
  symlinkSync('sweep.func', output('functions', 'api', 'chat.func'))
  symlinkSync('sweep.func', output('functions', 'api', 'sweep.rsc.func'))
  const image = 'node_modules/@img/sharp-libvips-linux-x64/lib/libvips.so'
  write(settingsOf('api/make-thumbnail'), { ...limits, memory: 2048, filePathMap: { [image]: image } })
  symlinkSync('make-thumbnail.func', output('functions', 'api', 'make-thumbnail.rsc.func'))
  write(join(project, image), Buffer.alloc(50_000))
  write(join(project, 'node_modules/next/next.js'), 'next()')
  write(settingsOf('_middleware'), { runtime: 'nodejs24.x' })
  for (const page of ['index', 'about', 'products/porch', 'products/curfew']) writePage(page)
  writePage('products/[slug]', 'blocking')
  write(output('static', '_next', 'static', 'app.js'), 'page()')
})
afterEach(() => rmSync(project, { recursive: true }))

const problems = (changes: Partial<Wanted> = {}) => readOutput(project, { ...wanted, ...changes }).problems

test('an output without mistakes has none, and a line for each bundle, the largest first', () => {
  const { bundles, problems: found } = readOutput(project, wanted)
  expect(found).toEqual([])
  const lines = describeBundles(bundles).map((line) => line.trim().split(/\s+/))
  expect(lines.map((words) => words.at(-1))).toEqual(['answers', 'make-thumbnail', 'sweep', '_middleware'])
  expect(lines[1]).toEqual(['50', '60', 's', '2048', 'MB', 'nodejs24.x', 'make-thumbnail'])
  expect(lines[2]?.slice(-2)).toEqual(['chat', 'sweep'])
  expect(lines[3]?.slice(1, 3)).toEqual(['default', 'default'])
})

describe('names', () => {
  test('a function that is missing', () => {
    rmSync(output('functions', 'api', 'chat.func'))
    expect(problems()).toEqual(['There is no function api/chat.'])
  })

  test.each([
    [{ maxDuration: 300 }, 'api/sweep may run 300 s, not 60.'],
    [{ maxDuration: undefined }, 'api/sweep may run the default number of s, not 60.'],
    [{ memory: 512 }, 'api/sweep has 512 MB, not 1024.'],
  ])('other limits: %j', (changes, sentence) => {
    change(settingsOf('api/sweep'), changes)
    expect(problems()).toContain(sentence)
  })

  test('a bundle on the edge, or bound to a region', () => {
    change(settingsOf('_middleware'), { runtime: 'edge', regions: ['iad1'] })
    expect(problems()).toEqual([
      '_middleware runs on edge, not on Node.',
      "_middleware is bound to iad1; the project's settings choose the region.",
    ])
  })

  test('a large package in a bundle that does not need it', () => {
    const path = 'node_modules/@img/sharp-linux-x64/lib/sharp.node'
    write(join(project, path), 'binary')
    change(settingsOf('api/sweep'), { filePathMap: { [path]: path } })
    expect(problems()).toEqual(['@img is in the bundle of api/chat, api/sweep, which do not need it.'])
  })

  test('a large package that was copied into the bundle itself', () => {
    write(output('functions', 'api', 'sweep.func', 'node_modules', 'pdfkit', 'index.js'), 'pdf()')
    expect(problems()).toEqual(['pdfkit is in the bundle of api/chat, api/sweep, which do not need it.'])
  })

  test('a large package that the function lacks', () => {
    change(settingsOf('api/make-thumbnail'), { filePathMap: {} })
    expect(problems()).toEqual(['api/make-thumbnail lacks @img.'])
  })

  test.each([
    [undefined],
    [[]],
    [[{ path: '/api/sweep', schedule: '0 0 * * *' }]],
    [[...crons, { path: '/api/other', schedule: '0 0 * * *' }]],
  ])('other schedules: %j', (found) => {
    change(output('config.json'), { crons: found })
    expect(problems()).toEqual([`The schedules are ${JSON.stringify(found)}, not ${JSON.stringify(crons)}.`])
  })

  test('no schedules are right when the queue is the scheduler', () => {
    change(output('config.json'), { crons: undefined })
    expect(problems({ crons: undefined })).toEqual([])
  })

  test('a page that runs a function', () => {
    writePage('about', 'blocking')
    rmSync(output('functions', 'index.prerender-config.json'))
    writePage('products/curfew', 'blocking')
    expect(problems()).toEqual([
      'The page / is not a file.',
      'The page /about is not a file.',
      'The page /products/curfew is not a file.',
    ])
  })

  test('a page of which no file was made', () => {
    for (const slug of ['porch', 'curfew']) rmSync(output('functions', 'products', `${slug}.prerender-config.json`))
    expect(problems()).toEqual(['No page /products/[slug] is a file.'])
  })
})

describe('names a file with a secret', () => {
  const text = `{"key":"${secret.value}"}`
  const bytes = Buffer.from(text)
  test.each<[string, string, string | Buffer]>([
    ['as it is', 'static/_next/static/app.js', text],
    ['in a source map', 'static/_next/static/app.js.map', JSON.stringify({ sourcesContent: [text] })],
    ['in a hidden file', 'functions/api/sweep.func/.env', text],
    ['in a prerendered page', 'functions/about.prerender-fallback.html', `<p>${secret.value}</p>`],
    ['in the settings', 'config.json', JSON.stringify({ version: 3, crons, env: text })],
    ['in gzip', 'static/data.gz', gzipSync(bytes)],
    ['in Brotli', 'static/data.br', brotliCompressSync(bytes)],
    ['in base64', 'static/a.js', bytes.toString('base64')],
    ['in base64, moved by a letter', 'static/b.js', Buffer.from(`x${text}`).toString('base64')],
    ['in base64, moved by two letters', 'static/c.js', Buffer.from(`xy${text}`).toString('base64')],
    ['in hexadecimal', 'static/d.js', bytes.toString('hex')],
  ])('%s', (_, file, content) => {
    write(output(file), content)
    expect(problems()).toEqual([`${join('.vercel', 'output', file)} holds STRIPE_SECRET_KEY.`])
  })

  test('that a bundle takes from outside the output', () => {
    write(join(project, '.next', 'server', 'chunk.js'), text)
    change(settingsOf('_middleware'), { filePathMap: { 'chunk.js': '.next/server/chunk.js' } })
    expect(problems()).toEqual([`${join('.next', 'server', 'chunk.js')} holds STRIPE_SECRET_KEY.`])
  })
})

test('Vercel runs the script `build`: a script with one of these names would take its place', () => {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'))
  expect(scripts.build).toBe('next build')
  expect(Object.keys(scripts).filter((name) => /^(vercel|now)-build$/.test(name))).toEqual([])
})
