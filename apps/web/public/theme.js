// Runs before the first paint, so that an explicitly chosen theme never flashes the other one. `<html data-theme>` is
// the choice, absent where the system decides; the stylesheet and src/app/theme.ts go by it.
;(() => {
  const key = 'parley:theme'
  const root = document.documentElement
  const systemDark = matchMedia('(prefers-color-scheme: dark)')

  function apply(choice) {
    if (choice === 'dark' || choice === 'light') root.dataset.theme = choice
    else delete root.dataset.theme
  }

  /** The browser's own frame takes the colour of the page. */
  function colourBrowserChrome() {
    const dark = root.dataset.theme === 'dark' || (root.dataset.theme !== 'light' && systemDark.matches)
    document.querySelector('meta[name="theme-color"]').content = dark ? '#161f1e' : '#fbfcfa'
  }

  try {
    apply(localStorage.getItem(key))
  } catch {
    // Storage is blocked: follow the system.
  }
  colourBrowserChrome()
  systemDark.addEventListener('change', colourBrowserChrome)
  new MutationObserver(colourBrowserChrome).observe(root, { attributeFilter: ['data-theme'] })
  // Chosen in another tab.
  addEventListener('storage', (event) => {
    if (event.key === key) apply(event.newValue)
  })
})()
