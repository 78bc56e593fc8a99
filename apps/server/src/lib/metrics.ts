import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Everything `GET /metrics` shows. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry })

export const httpDuration = new Histogram({
  name: 'parley_http_request_duration_seconds',
  help: 'Duration of REST requests',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
})

export const socketEventDuration = new Histogram({
  name: 'parley_socket_event_duration_seconds',
  help: 'Duration of client events until their acknowledgement',
  labelNames: ['event', 'outcome'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  registers: [registry],
})

export const connectedSockets = new Gauge({
  name: 'parley_connected_sockets',
  help: 'Live connections of this instance',
  registers: [registry],
})

export const onlineUsers = new Gauge({
  name: 'parley_online_users',
  help: 'Users with a live connection to this instance',
  registers: [registry],
})

export const messagesStored = new Counter({
  name: 'parley_messages_stored_total',
  help: 'Messages committed by this instance',
  registers: [registry],
})

export const commitBatchSize = new Histogram({
  name: 'parley_commit_batch_size',
  help: 'Messages written by one statement',
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500],
  registers: [registry],
})

export const writeQueueLength = new Gauge({
  name: 'parley_write_queue_length',
  help: 'Messages waiting to be written',
  registers: [registry],
})

export const jobsRun = new Counter({
  name: 'parley_jobs_total',
  help: 'Jobs that this instance has done, or failed to do',
  labelNames: ['job', 'outcome'],
  registers: [registry],
})

export const jobsWaiting = new Gauge({
  name: 'parley_jobs_waiting',
  help: 'Jobs in the queue that all instances share, as of the last minutes',
  labelNames: ['job'],
  registers: [registry],
})

export const deadLetters = new Gauge({
  name: 'parley_dead_letters',
  help: 'Jobs that have failed for good, as of the last minutes',
  registers: [registry],
})

export const slowConsumersDropped = new Counter({
  name: 'parley_slow_consumers_dropped_total',
  help: 'Connections closed because their unsent bytes passed the limit',
  registers: [registry],
})

export const activeCalls = new Gauge({
  name: 'parley_calls',
  help: 'Calls with somebody in them',
  registers: [registry],
})

export const callParticipants = new Gauge({
  name: 'parley_call_participants',
  help: 'People in calls',
  registers: [registry],
})

export const callJoinFailures = new Counter({
  name: 'parley_call_join_failures_total',
  help: 'Attempts to join a call that were refused, by the code of the error',
  labelNames: ['reason'],
  registers: [registry],
})

export const rateLimited = new Counter({
  name: 'parley_rate_limited_total',
  help: 'Requests and events refused by a rate limit',
  labelNames: ['limit'],
  registers: [registry],
})

export const replicaUsable = new Gauge({
  name: 'parley_replica_usable',
  help: 'Whether a replica of the database answers reads (1), or leaves them to the primary (0)',
  labelNames: ['replica'],
  registers: [registry],
})

export const replicaLag = new Gauge({
  name: 'parley_replica_lag_seconds',
  help: 'How old the newest change was that a replica had replayed, when it was last behind the primary; 0 when it was not',
  labelNames: ['replica'],
  registers: [registry],
})

export const replicaReads = new Counter({
  name: 'parley_replica_reads_total',
  help: 'Reads brought to a replica: answered, or left to the primary because it was late or failed',
  labelNames: ['replica', 'outcome'],
  registers: [registry],
})

export const redisAvailable = new Gauge({
  name: 'parley_redis_available',
  help: 'Whether this instance hears through Redis what it says to it (1), or goes on without (0)',
  registers: [registry],
})
redisAvailable.set(1)

export const messagesRepaired = new Counter({
  name: 'parley_repaired_channels_total',
  help: 'Open channels of which something had got lost between instances',
  registers: [registry],
})

export const busPeers = new Gauge({
  name: 'parley_other_instances',
  help: 'Other instances that this one hears',
  registers: [registry],
})

export const forwarderCores = new Gauge({
  name: 'parley_forwarder_cores',
  help: "Processor cores that this instance's forwarding unit has used in the last second",
  registers: [registry],
})

export const forwarderParticipants = new Gauge({
  name: 'parley_forwarder_participants',
  help: "People connected to this instance's forwarding unit",
  registers: [registry],
})

export const forwarderStreams = new Gauge({
  name: 'parley_forwarder_streams',
  help: 'Streams of sound and pictures that the forwarding unit receives and sends',
  labelNames: ['direction'],
  registers: [registry],
})

export const forwarderRestarts = new Counter({
  name: 'parley_forwarder_restarts_total',
  help: 'Times that the forwarding unit has died and was started again',
  registers: [registry],
})

export const forwarderFallbacks = new Counter({
  name: 'parley_forwarder_fallbacks_total',
  help: 'Calls that went back to a mesh, because somebody in them could not reach the forwarding unit',
  registers: [registry],
})
