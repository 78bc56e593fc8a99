// Loaded before a program whose memory is measured: garbage is no part of what a connection takes.
process.on('SIGUSR2', () => globalThis.gc?.())
