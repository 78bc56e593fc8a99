import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from './free-port.ts'

const deployed = join(import.meta.dirname, '../../../../deploy/nginx')

export interface Nginx {
  url: string
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
    proxy.replace('app1:3000', first).replace('app2:3000', second).replace('/dev/stdout', join(folder, 'access.log')),
  )
  const server = await readFile(join(folder, 'http.conf'), 'utf8')
  await writeFile(
    join(folder, 'nginx.conf'),
    `worker_processes 1; daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
     events {}
     http {
       client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
       uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
       ${server.replaceAll('/etc/nginx/parley', folder).replace('listen 80', `listen 127.0.0.1:${port}`)}
     }`,
  )
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' })
  await listening(child, Number(port), join(folder, 'error.log'))
  return {
    url: `http://127.0.0.1:${port}`,
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
