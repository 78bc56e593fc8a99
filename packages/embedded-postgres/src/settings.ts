/** Settings for a small machine that PostgreSQL shares with the app. Durability stays as PostgreSQL has it: full. */
export const defaultSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  TimeZone: 'UTC',

  shared_buffers: '64MB',
  effective_cache_size: '512MB',
  // Reading happens in the asking process, instead of three processes waiting for it.
  io_method: 'sync',
  random_page_cost: '1.1',
  jit: 'off',

  // Nobody replicates this server, so the log need hold only what recovery takes.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',

  log_timezone: 'UTC',
  log_checkpoints: 'off',
}
