/** Samples that a reading covers, some 170 ms: longer than from one reading to the next, or a short sound is missed. */
const WINDOW = 8192

let context: AudioContext | undefined

/** How loud a track is now, 0 to 1, until it is closed. */
export interface LevelMeter {
  read(): number
  close(): void
}

/** Measures a track of this device; what comes from others says its level itself. */
export function createLevelMeter(track: MediaStreamTrack): LevelMeter {
  context ??= new AudioContext()
  // Before the first click on a page it waits; then it is let go on by the next reading.
  const { state } = context
  if (state === 'suspended') void context.resume()
  const source = context.createMediaStreamSource(new MediaStream([track]))
  const analyser = context.createAnalyser()
  analyser.fftSize = WINDOW
  source.connect(analyser)
  const samples = new Float32Array(WINDOW)
  return {
    read() {
      if (context?.state === 'suspended') void context.resume()
      analyser.getFloatTimeDomainData(samples)
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
    },
    close: () => source.disconnect(),
  }
}
