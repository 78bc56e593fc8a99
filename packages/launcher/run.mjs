import { spawn } from 'node:child_process'

let print = console.log

/** Says what is going on, in one line. */
export function say(line) {
  print(line)
}

/** Leaves standard output to the program that is started. */
export function sayOnStandardError() {
  print = console.error
}

/** Runs a step, and shows what it printed only if it fails. `failure` then says in a sentence what did not work. */
export async function runQuietly(command, args, failure, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const output = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
  const stopPassing = passSignalsTo([child])
  const end = await endOf(child)
  stopPassing()
  if (end.signal) await endLike(end)
  if (end.code === 0) return
  process.stderr.write(Buffer.concat(output))
  throw new Error(end.error ? `${failure}: ${end.error.message}` : failure)
}

/**
 * Lets Node run `args` in place of this process. Where that cannot be it runs beside, and gets our signals and gives
 * us its exit code.
 */
export async function handOver(args, { node = process.execPath, env = process.env } = {}) {
  // npm passes on a Ctrl-C that the terminal has given to everybody, and a SIGTERM to its shell alone: there we stay in
  // between to make it right.
  const { npm_lifecycle_event: underNpm, ...rest } = env
  if (process.execve && process.platform !== 'win32' && !underNpm) process.execve(node, [node, ...args], rest)
  await runTogether([{ node, args, env: rest }])
}

/** Runs Node several times until one of them ends, which ends the others and us. */
export async function runTogether(programs) {
  const children = programs.map(({ node = process.execPath, args, ...options }) =>
    spawn(node, args, { stdio: 'inherit', ...options }),
  )
  passSignalsTo(children)
  const ends = children.map(endOf)
  const first = await Promise.race(ends)
  for (const child of children) child.kill('SIGTERM')
  await Promise.all(ends)
  await endLike(first)
}

function passSignalsTo(children) {
  const pass = (signal) => {
    // The terminal gives Ctrl-C to everything that runs in it, also to them.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    for (const child of children) child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    pass('SIGTERM')
  }, 200)
  return () => {
    clearInterval(watch)
    for (const signal of signals) process.off(signal, pass)
  }
}

function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, error }))
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
}

async function endLike({ code, signal, error }) {
  if (error) console.error(error.message)
  if (!signal) process.exit(code)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  await new Promise(() => {})
}
