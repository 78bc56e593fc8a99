import { fromPrisma, type JobWithMetadata, PgBoss } from 'pg-boss'
import { logger } from '../lib/logger.ts'
import { deadLetters, jobsRun, jobsWaiting } from '../lib/metrics.ts'
import { pool, type prisma } from './database.ts'

/** What is done besides answering, and what has to be known to do it. */
export interface Jobs {
  'purge-channel': { channelId: string }
  'find-remains': object
  'end-expired-sessions': object
}
export type JobName = keyof Jobs

/** Those that are due at times of the day, in UTC. One that was due while no instance ran is made up for. */
const schedules: Record<JobName, string | undefined> = {
  'purge-channel': undefined,
  'find-remains': '37 4 * * *',
  'end-expired-sessions': '*/15 * * * *',
}
const names = Object.keys(schedules) as JobName[]

/** Where a job goes that has failed every time, for somebody to look at it. */
export const DEAD_LETTERS = 'dead-letters'

const queueOptions = {
  // Over some three hours, the last times half an hour apart.
  retryLimit: 12,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 30 * 60,
  expireInSeconds: 60 * 60,
  // What an instance was at that died is given up a minute later, and found by the next of the others that looks.
  heartbeatSeconds: 60,
  deadLetter: DEAD_LETTERS,
}

/** How often an instance looks for what others have queued, and how things stand. */
const POLL_SECONDS = 60
const WATCH_MS = 30_000
/** What is under way when the app stops may take so long; then another instance starts with it anew. */
const STOP_MS = 3_000

let queue: PgBoss
/** By job, who is woken when there is one. */
const workers = new Map<JobName, string>()

/** Opens the queue, so that jobs can be put into it. Its tables come with our migrations. */
export async function openJobQueue(): Promise<void> {
  queue = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: false,
    cronWorkerIntervalSeconds: 30,
    // No job waits for another one.
    flowIntervalSeconds: 60 * 60,
  })
  queue.on('error', (error) => logger.warn({ err: error }, 'the job queue failed'))
  queue.on('warning', (warning) => logger.warn(warning, 'the job queue gives a warning'))
  await queue.createQueue(DEAD_LETTERS)
  for (const name of names) {
    await queue.createQueue(name, { policy: 'exclusive', ...queueOptions })
    await queue.updateQueue(name, queueOptions)
  }
}

/**
 * Queues jobs within a transaction: they are there exactly if it is committed. {@link wakeWorker} afterwards.
 * @param jobs by a key each: one with the key of another that waits, or is under way, is that other one
 */
export async function enqueue<Name extends JobName>(
  transaction: Pick<typeof prisma, '$queryRawUnsafe'>,
  name: Name,
  jobs: Map<string, Jobs[Name]>,
): Promise<void> {
  const entries = Array.from(jobs, ([singletonKey, data]) => ({ singletonKey, data }))
  if (entries.length > 0) await queue.insert(name, entries, { db: fromPrisma(transaction), returnId: false })
}

/** Lets a job that this instance has queued begin at once. The others look for it now and then. */
export function wakeWorker(name: JobName): void {
  const worker = workers.get(name)
  if (worker) queue.notifyWorker(worker)
}

/** Does a job, until the signal says that it has to stop: then it is started anew. */
type JobHandler<Name extends JobName> = (data: Jobs[Name], signal: AbortSignal) => Promise<void>

export type JobHandlers = { [Name in JobName]: JobHandler<Name> }

/**
 * Starts doing what is queued, one job of a name at a time, together with the other instances.
 * @returns a function that ends it
 */
export async function startJobQueue(handlers: JobHandlers): Promise<() => Promise<void>> {
  await queue.start()
  for (const name of names) {
    await startWorker(name, handlers)
    const schedule = schedules[name]
    if (schedule) await queue.schedule(name, schedule, null, { missed: 'once' })
  }
  const timer = setInterval(() => void watch(), WATCH_MS)
  void watch()
  return async () => {
    clearInterval(timer)
    await queue.stop({ timeout: STOP_MS })
  }
}

async function startWorker<Name extends JobName>(name: Name, handlers: JobHandlers): Promise<void> {
  const options = { pollingIntervalSeconds: POLL_SECONDS, includeMetadata: true } as const
  const work = async (jobs: JobWithMetadata<Jobs[Name]>[]) => {
    for (const job of jobs) await attempt(name, handlers[name], job)
    // For the next one at once, if there is one.
    wakeWorker(name)
  }
  workers.set(name, await queue.work(name, options, work))
}

async function attempt<Name extends JobName>(
  name: Name,
  handler: JobHandler<Name>,
  { data, signal, retryCount, retryLimit }: JobWithMetadata<Jobs[Name]>,
): Promise<void> {
  try {
    await handler(data, signal)
    jobsRun.inc({ job: name, outcome: 'done' })
  } catch (error) {
    jobsRun.inc({ job: name, outcome: 'failed' })
    if (retryCount < retryLimit) logger.warn({ err: error, job: name, data }, 'a job failed; it is tried again')
    else logger.error({ err: error, job: name, data }, 'a job failed for good')
    throw error
  }
}

/** Shows in the metrics what is queued. */
async function watch(): Promise<void> {
  try {
    for (const { name, queuedCount } of await queue.getQueues([DEAD_LETTERS, ...names])) {
      if (name === DEAD_LETTERS) deadLetters.set(queuedCount)
      else jobsWaiting.set({ job: name }, queuedCount)
    }
  } catch (error) {
    logger.warn({ err: error }, 'could not count the jobs')
  }
}
