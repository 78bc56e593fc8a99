// Runs before the first paint, so that an explicitly chosen theme never flashes the other one.
;(() => {
  let choice = null
  try {
    choice = localStorage.getItem('parley:theme')
  } catch {
    // Storage is blocked: follow the system.
  }
  const root = document.documentElement
  if (choice === 'dark' || choice === 'light') root.dataset.theme = choice
  const dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.querySelector('meta[name="theme-color"]').content = dark ? '#161f1e' : '#fbfcfa'
})()
