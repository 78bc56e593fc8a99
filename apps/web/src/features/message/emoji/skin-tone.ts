import type { SkinTone } from 'frimousse'

const key = 'parley:skin-tone'
const tones: readonly string[] = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] satisfies SkinTone[]

/** The skin tone that somebody has chosen on this browser. */
export function storedSkinTone(): SkinTone {
  try {
    const tone = localStorage.getItem(key)
    return tone !== null && tones.includes(tone) ? (tone as SkinTone) : 'none'
  } catch {
    return 'none'
  }
}

/** Keeps the chosen skin tone for this browser. */
export function storeSkinTone(tone: SkinTone): void {
  try {
    localStorage.setItem(key, tone)
  } catch {
    // Storage is blocked: the choice lasts as long as the picker.
  }
}
