import { getConfig } from '@lingui/conf'
import { linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'

/** Where Lingui's configuration is, wherever the tools are started from. */
export const linguiRoot = { cwd: import.meta.dirname }

/** Vite's plugin that turns `t`, `plural` and `<Trans>` into what runs. */
export function linguiMacros() {
  // The preset looks for its configuration in one place and the macros in another.
  const options = { linguiConfig: getConfig(linguiRoot) }
  return babel({ presets: [linguiTransformerBabelPreset(options, linguiRoot)] })
}
