import { t } from '@lingui/core/macro'
import { Dialog } from '../ui/dialog.tsx'
import { explanations, shortcutGroups } from './shortcut-explanations.ts'
import { type ShortcutName, shortcutKeys } from './shortcuts.ts'

const names = Object.keys(explanations) as ShortcutName[]

/** Every shortcut with what it does. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title={t`Keyboard shortcuts`} className="sm:w-[min(46rem,calc(100vw-2rem))]">
      <div className="gap-x-10 sm:columns-2">
        {shortcutGroups.map(({ group, explain }) => (
          <section key={group} className="mb-6 break-inside-avoid">
            <h3 className="mb-1 text-sm font-semibold text-muted">{explain()}</h3>
            <dl>
              {names
                .filter((name) => explanations[name].group === group)
                .map((name) => (
                  <div key={name} className="flex min-h-9 items-center justify-between gap-4">
                    <dt className="min-w-0">{explanations[name].explain()}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {shortcutKeys(name).map((key) => (
                        <kbd
                          key={key}
                          className="min-w-7 rounded-md border border-line-strong bg-field px-1.5 py-0.5 text-center font-sans text-xs"
                        >
                          {key}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
