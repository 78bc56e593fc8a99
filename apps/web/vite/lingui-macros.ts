import { getConfig } from '@lingui/conf'
import { linguiTransformerBabelPreset } from '@lingui/vite-plugin'
import babel from '@rolldown/plugin-babel'
import { webRoot } from './web-root.ts'

/** Vite's plugin that turns `t`, `plural` and `<Trans>` into what runs. */
export function linguiMacros() {
  const root = { cwd: webRoot }
  // The preset looks for its configuration in one place and the macros in another.
  const options = { linguiConfig: getConfig(root) }
  return babel({ presets: [linguiTransformerBabelPreset(options, root)] })
}
