import { i18n } from '@lingui/core'

// Tests read the strings as they are written in the sources.
i18n.loadAndActivate({ locale: 'en', messages: {} })
