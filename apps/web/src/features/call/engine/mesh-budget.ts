/** What one participant may send to each of the others. */
export interface MeshBudget {
  /** Bits per second. */
  microphone: number
  camera: { bitrate: number; framerate: number; scaleDownBy: number }
  screen: { bitrate: number; framerate: number }
}

/** Bits per second that somebody sends in all: what a common home or mobile connection can carry upwards. */
const CAMERA_UPLOAD = 1_500_000
const SCREEN_UPLOAD = 2_500_000

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, Math.round(value)))

/**
 * In a mesh everybody encodes and uploads once for each of the others, so what is there is divided by them. A camera
 * (1280 × 720 at most) has 1.2 Mbit/s between two, 750 kbit/s among three, 500 among four, 375 among five; then picture
 * and rate shrink with the bitrate, since a small sharp picture is better than a large smeared one. A screen keeps its
 * size, to be read, and gives up frames. Speech is clear at 48 kbit/s, and with more than four people at 32.
 * @param people in the call, oneself included
 */
export function meshBudget(people: number): MeshBudget {
  const others = Math.max(1, people - 1)
  const camera = clamp(CAMERA_UPLOAD / others, 120_000, 1_200_000)
  const screen = clamp(SCREEN_UPLOAD / others, 300_000, 2_500_000)
  return {
    microphone: people > 4 ? 32_000 : 48_000,
    camera: {
      bitrate: camera,
      framerate: camera >= 500_000 ? 30 : camera >= 300_000 ? 24 : 15,
      scaleDownBy: camera >= 700_000 ? 1 : camera >= 350_000 ? 1.5 : camera >= 200_000 ? 2 : 3,
    },
    screen: { bitrate: screen, framerate: screen >= 1_000_000 ? 15 : 8 },
  }
}
