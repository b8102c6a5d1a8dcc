import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { descendantsOf, postmasterOf } from '#e2e/stack.ts'

/** A socket that waits for connections: its address as in /proc, and its port. */
export type Socket = { address: string; port: number }

/**
 * Every listening socket of a store and its programs, also of those that nobody knows about. Linux only:
 * https://man7.org/linux/man-pages/man5/proc_pid_net.5.html
 */
export function listListening(pid: number): Socket[] {
  const inodes = new Set([pid, ...descendantsOf(pid), postmasterOf()].flatMap(listInodes))
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && inodes.has(fields[9] ?? ''))
      .map(([, local = '']) => {
        const [address = '', port = ''] = local.split(':')
        return { address, port: Number.parseInt(port, 16) }
      }),
  )
}

/** 127.0.0.0/8, ::1, and 127.0.0.0/8 as an IPv6 address; the kernel writes groups of four bytes backwards. */
export const isOwn = ({ address }: Socket): boolean =>
  /^([0-9A-F]{6}7F|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/.test(address)

function listInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    })
  } catch {
    // The process has just ended.
    return []
  }
}
