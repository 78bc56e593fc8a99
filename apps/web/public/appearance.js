// Runs before the first paint, so that what somebody has chosen never flashes something else. `<html data-theme>`,
// `data-contrast` and `data-density` are the choices, absent where the system decides; the stylesheet and
// src/app/appearance.ts go by them.
;(() => {
  const choices = { theme: ['light', 'dark'], contrast: ['more'], density: ['compact'] }
  const root = document.documentElement
  const systemDark = matchMedia('(prefers-color-scheme: dark)')

  function apply(name, choice) {
    if (choices[name]?.includes(choice)) root.dataset[name] = choice
    else delete root.dataset[name]
  }

  /** The browser's own frame takes the colour of the page. */
  function colourBrowserChrome() {
    const dark = root.dataset.theme === 'dark' || (root.dataset.theme !== 'light' && systemDark.matches)
    document.querySelector('meta[name="theme-color"]').content = dark ? '#161f1e' : '#fbfcfa'
  }

  try {
    for (const name of Object.keys(choices)) apply(name, localStorage.getItem(`parley:${name}`))
  } catch {
    // Storage is blocked: follow the system.
  }
  colourBrowserChrome()
  systemDark.addEventListener('change', colourBrowserChrome)
  new MutationObserver(colourBrowserChrome).observe(root, { attributeFilter: ['data-theme'] })
  // Chosen in another tab.
  addEventListener('storage', ({ key, newValue }) => {
    if (key?.startsWith('parley:')) {
      const name = key.slice('parley:'.length)
      if (name in choices) apply(name, newValue)
    }
  })
})()
