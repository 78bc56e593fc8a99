import { Monitor, Moon, Sun } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { Section } from '../../app/sectioned-page.tsx'
import { chooseTheme, type ThemeChoice, useThemeChoice } from '../../app/theme.ts'

const themes: { value: ThemeChoice; label: string; hint: string; icon: typeof Sun }[] = [
  { value: 'system', label: 'System', hint: 'Follows your device', icon: Monitor },
  { value: 'light', label: 'Light', hint: 'Always light', icon: Sun },
  { value: 'dark', label: 'Dark', hint: 'Always dark', icon: Moon },
]

/** How Parley looks on this device. */
export function AppearanceSection() {
  const choice = useThemeChoice()
  return (
    <Section title="Appearance" description="Kept on this device only.">
      <RadioGroup.Root
        aria-label="Theme"
        value={choice}
        onValueChange={(value) => chooseTheme(value as ThemeChoice)}
        className="grid gap-3 sm:grid-cols-3"
      >
        {themes.map(({ value, label, hint, icon: Icon }) => (
          <RadioGroup.Item
            key={value}
            value={value}
            className="flex items-center gap-3 rounded-2xl border border-line bg-raised p-4 text-left hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:ring-1 data-[state=checked]:ring-accent sm:flex-col sm:items-start"
          >
            <Icon aria-hidden className="size-6 shrink-0 text-accent" />
            <span>
              <span className="block font-medium">{label}</span>
              <span className="block text-sm text-muted">{hint}</span>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </Section>
  )
}
