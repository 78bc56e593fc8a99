import { type Command, UsageError } from './command.ts'
import { checkDatabase } from './doctor/database.ts'
import { checkForwarder } from './doctor/forwarder.ts'
import { checkDataFolder, checkNode, checkOpenFiles, checkPort } from './doctor/machine.ts'
import { checkPublicAddress } from './doctor/public-address.ts'
import { checkRedis } from './doctor/redis.ts'
import { checkReplicas } from './doctor/replicas.ts'
import { checkTurn } from './doctor/turn.ts'

/** Looks at everything that the instance needs, and says what to do about what is wrong. */
export const doctor: Command = {
  usage: '',
  async run(args, env) {
    if (args.length > 0) throw new UsageError()
    const { finding: port, isUp } = await checkPort(env)
    const findings = [
      checkNode(),
      ...(await checkOpenFiles()),
      ...(await checkDataFolder(env)),
      port,
      ...(await checkDatabase(env)),
      ...(await checkReplicas(env)),
      ...(await checkRedis(env)),
      ...(await checkPublicAddress(env, isUp)),
      ...(await checkTurn(env)),
      ...(await checkForwarder(env)),
    ]
    for (const { verdict, what, advice } of findings) {
      process.stdout.write(`${verdict.padEnd(8)} ${what}${advice ? `: ${advice}` : ''}\n`)
    }
    return findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0
  },
}
