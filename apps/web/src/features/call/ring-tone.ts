/** Plays a soft ring until the returned function is called. */
export function startRingTone(): () => void {
  const context = new AudioContext()
  const timer = setInterval(ring, 3_000)
  ring()

  function ring(): void {
    for (const [index, frequency] of [523, 659, 784].entries()) {
      const start = context.currentTime + index * 0.18
      const tone = new OscillatorNode(context, { frequency })
      const volume = new GainNode(context, { gain: 0 })
      volume.gain.setTargetAtTime(0.12, start, 0.02)
      volume.gain.setTargetAtTime(0, start + 0.16, 0.12)
      tone.connect(volume).connect(context.destination)
      tone.start(start)
      tone.stop(start + 1)
    }
  }

  return () => {
    clearInterval(timer)
    void context.close()
  }
}
