import { prisma } from '../config/database.ts'
import { enqueue } from '../config/job-queue.ts'
import type { Prisma } from '../generated/prisma/client.ts'

/** Lets what deleted channels leave behind be removed once the transaction is committed. */
export function enqueuePurges(
  channelIds: readonly (string | bigint)[],
  transaction: Prisma.TransactionClient = prisma,
): Promise<void> {
  const jobs = new Map(channelIds.map((id) => [String(id), { channelId: String(id) }]))
  return enqueue(transaction, 'purge-channel', jobs)
}
