import { i18n } from '@lingui/core'
import { t } from '@lingui/core/macro'
import { Contrast, Languages, Monitor, Moon, Rows3, Rows4, Sun } from 'lucide-react'
import { type Appearance, chooseAppearance, useAppearance } from '../../app/appearance.ts'
import { chooseLocale } from '../../app/locale.ts'
import { Section } from '../../app/sectioned-page.tsx'
import { type Locale, locales } from '../../locales/strings.ts'
import { type ChoiceCard, ChoiceCards } from '../../ui/choice-cards.tsx'
import { toastError } from '../../ui/toaster.tsx'

/** How Parley looks on this device, and in which language it speaks. */
export function AppearanceSection() {
  return (
    <>
      <Section title={t`Theme`} description={t`What you choose here is kept on this device only.`}>
        <AppearanceCards
          name="theme"
          label={t`Theme`}
          options={[
            { value: 'system', label: t`System`, hint: t`Follows your device`, icon: Monitor },
            { value: 'light', label: t`Light`, hint: t`Always light`, icon: Sun },
            { value: 'dark', label: t`Dark`, hint: t`Always dark`, icon: Moon },
          ]}
        />
      </Section>
      <Section title={t`Contrast`} description={t`Stronger colours and lines where things are hard to tell apart.`}>
        <AppearanceCards
          name="contrast"
          label={t`Contrast`}
          options={[
            { value: 'system', label: t`System`, hint: t`Follows your device`, icon: Monitor },
            { value: 'more', label: t`High`, hint: t`Always high contrast`, icon: Contrast },
          ]}
        />
      </Section>
      <Section title={t`Density`} description={t`How much fits on a screen that is used with a mouse.`}>
        <AppearanceCards
          name="density"
          label={t`Density`}
          options={[
            { value: 'comfortable', label: t`Comfortable`, hint: t`Room to breathe`, icon: Rows3 },
            { value: 'compact', label: t`Compact`, hint: t`More at a glance`, icon: Rows4 },
          ]}
        />
      </Section>
      <Section title={t`Language`}>
        <ChoiceCards
          label={t`Language`}
          value={i18n.locale}
          onChange={(locale) => void chooseLocale(locale as Locale).catch(toastError)}
          options={Object.entries(locales).map(([value, label]) => ({ value, label, lang: value, icon: Languages }))}
        />
      </Section>
    </>
  )
}

interface AppearanceCardsProps<Name extends keyof Appearance> {
  name: Name
  label: string
  options: readonly ChoiceCard<Appearance[Name]>[]
}

function AppearanceCards<Name extends keyof Appearance>({ name, ...cards }: AppearanceCardsProps<Name>) {
  return <ChoiceCards {...cards} value={useAppearance(name)} onChange={(choice) => chooseAppearance(name, choice)} />
}
