import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '@parley/embedded-postgres/port'

const deployed = join(import.meta.dirname, '../../../../deploy/nginx')

export interface Nginx {
  url: string
  /** Ends it without warning, and all connections with it. */
  crash(): Promise<void>
  /** Starts it again, after {@link crash}. */
  restart(): Promise<void>
  /** What it has answered so far. */
  statuses(): Promise<number[]>
  stop(): Promise<void>
}

/** nginx with the configuration of deploy/nginx, in front of these two instances (`host:port`). */
export async function startNginx(instances: [string, string]): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-nginx-'))
  const port = await findFreePort()
  await cp(deployed, folder, { recursive: true })
  const proxy = await readFile(join(folder, 'proxy.conf'), 'utf8')
  const [first, second] = instances
  await writeFile(
    join(folder, 'proxy.conf'),
    proxy
      .replace('app1:3000', first)
      .replace('app2:3000', second)
      // They have addresses here, and Debian's nginx could not look names up again.
      .replaceAll(' resolve;', ';')
      .replace('/dev/stdout', join(folder, 'access.log')),
  )
  const server = await readFile(join(folder, 'http.conf'), 'utf8')
  await writeFile(
    join(folder, 'http.conf'),
    server.replaceAll('/etc/nginx/parley', folder).replace('listen 80', `listen 127.0.0.1:${port}`),
  )
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const main = await readFile(join(folder, 'nginx.conf'), 'utf8')
  await writeFile(
    join(folder, 'nginx.conf'),
    main
      .replace('user nginx;', `daemon off; error_log ${folder}/error.log;`)
      .replace('worker_processes auto', 'worker_processes 1')
      // Whatever runs the tests may not be allowed so many.
      .replace(/worker_rlimit_nofile .*/, '')
      .replace('/run/nginx.pid', `${folder}/nginx.pid`)
      .replace(
        'include /etc/nginx/conf.d/*.conf;',
        `include ${folder}/http.conf; ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}`,
      ),
  )
  const launch = async () => {
    const started = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], {
      stdio: 'ignore',
      detached: true,
    })
    await listening(started, port, join(folder, 'error.log'))
    return started
  }
  let child = await launch()
  return {
    url: `http://127.0.0.1:${port}`,
    async crash() {
      const exited = once(child, 'exit')
      // With its workers, which would outlive it.
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
      await exited
    },
    async restart() {
      child = await launch()
    },
    async statuses() {
      const log = await readFile(join(folder, 'access.log'), 'utf8')
      return Array.from(log.matchAll(/"status":(\d+)/g), ([, status]) => Number(status))
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function listening(child: ChildProcess, port: number, log: string): Promise<void> {
  while (child.exitCode === null) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isOpen) return
    await sleep(20)
  }
  throw new Error(`nginx did not start: ${await readFile(log, 'utf8')}`)
}
