import { loadDotEnv, readEnvironment } from '../config/env.ts'
import { AppError } from '../lib/errors.ts'
import { OperatorError } from '../lib/operator-error.ts'
import { backup } from './backup.command.ts'
import { type Command, say, UsageError } from './command.ts'
import { doctor } from './doctor.command.ts'
import { restore } from './restore.command.ts'
import { user } from './user.command.ts'
import { verify } from './verify.command.ts'

const commands: Record<string, Command> = { backup, restore, verify, doctor, user }

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    for (const [known, { usage }] of Object.entries(commands)) say(`npm run ${known} -- ${usage}`)
    return 1
  }
  try {
    loadDotEnv()
    return (await command.run(args, readEnvironment())) ?? 0
  } catch (error) {
    if (error instanceof OperatorError || error instanceof AppError) say(error.message)
    else if (isUsageError(error)) say(`Usage: npm run ${name} -- ${command.usage}`)
    else say(`This did not work: ${error instanceof Error ? (error.stack ?? error.message) : error}`)
    return 1
  }
}

function isUsageError(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return error instanceof UsageError || String(code).startsWith('ERR_PARSE_ARGS')
}

process.exitCode = await main(process.argv.slice(2))
