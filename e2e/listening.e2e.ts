import { expect, test } from '#e2e/fixtures.ts'
import { isOwn, listListening } from '#e2e/sockets.ts'

test('no socket of the store or its services listens beyond this machine', ({ urls }) => {
  // Without /proc nobody lists the sockets of a process.
  if (process.platform !== 'linux') return
  const sockets = listListening(urls.pid)
  const known = [urls.store, urls.mailbox, urls.queue, urls.payments, urls.database].map((url) =>
    Number(new URL(url).port),
  )
  expect(sockets.map(({ port }) => port)).toEqual(expect.arrayContaining(known))
  expect(sockets.filter((socket) => !isOwn(socket))).toEqual([])
})

test('the addresses of this machine are told from others', () => {
  const own = ['0100007F', '0200007F', '00000000000000000000000001000000', '0000000000000000FFFF00000100007F']
  const others = ['00000000', '1401A8C0', '00000000000000000000000000000000', '0000000000000000FFFF000000000000']
  expect([...own, ...others].filter((address) => isOwn({ address, port: 1 }))).toEqual(own)
})
