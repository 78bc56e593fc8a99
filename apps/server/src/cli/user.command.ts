import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { registerRequest } from '@parley/contracts/auth'
import { connectDB, disconnectDB } from '../config/database.ts'
import { listPendingMigrations } from '../config/migrate.ts'
import { createAccount, listAccounts, makeAdmin, resetPassword } from '../controllers/account.controller.ts'
import { leaseWorkerId } from '../controllers/instance.controller.ts'
import { setUpIds } from '../lib/ids.ts'
import { OperatorError } from '../lib/operator-error.ts'
import { stopPasswordWorkers } from '../lib/password-hash.ts'
import { type Command, UsageError } from './command.ts'
import { withDatabase } from './database.ts'

const newAccount = registerRequest.pick({ email: true, username: true })

const actions: Record<string, (names: string[], isAdmin: boolean) => Promise<void>> = {
  async create([email, username, ...rest], isAdmin) {
    if (!email || !username || rest.length > 0) throw new UsageError()
    const checked = newAccount.safeParse({ email, username })
    if (!checked.success) {
      const [issue] = checked.error.issues
      throw new OperatorError(`${issue?.path.join('.')}: ${issue?.message}.`)
    }
    const lease = await leaseWorkerId(randomUUID())
    setUpIds(lease.workerId)
    try {
      const { account, password } = await createAccount({ ...checked.data, isAdmin })
      print(`${account.username} (${account.email}) is there${account.isAdmin ? ', as an admin' : ''}.`)
      print(`Password: ${password}`)
    } finally {
      await lease.release()
    }
  },
  async 'reset-password'(names) {
    const { account, password } = await resetPassword(only(names))
    print(`${account.username} (${account.email}) is signed out everywhere.`)
    print(`Password: ${password}`)
  },
  async 'make-admin'(names) {
    const { username, email } = await makeAdmin(only(names))
    print(`${username} (${email}) is an admin.`)
  },
  async list(names) {
    if (names.length > 0) throw new UsageError()
    for (const { id, username, email, isAdmin, createdAt, lastSeenAt } of await listAccounts()) {
      const seen = lastSeenAt ? `seen ${day(lastSeenAt)}` : 'never seen'
      print([id, username, email, isAdmin ? 'admin' : '-', `since ${day(createdAt)}`, seen].join('\t'))
    }
  },
}

/** Accounts, without the app. */
export const user: Command = {
  usage: 'create EMAIL USERNAME [--admin] | reset-password NAME | make-admin NAME | list',
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { admin: { type: 'boolean', default: false } },
    })
    const [name = '', ...names] = positionals
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined
    if (!action) throw new UsageError()
    await withDatabase(env, async ({ databaseUrl }) => {
      if ((await listPendingMigrations(databaseUrl)).length > 0) {
        throw new OperatorError('The database is not of this version yet; start Parley once, which migrates it.')
      }
      await connectDB(databaseUrl)
      try {
        await action(names, values.admin)
      } finally {
        await stopPasswordWorkers()
        await disconnectDB()
      }
    })
    return 0
  },
}

function only([name, ...rest]: string[]): string {
  if (!name || rest.length > 0) throw new UsageError()
  return name
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
