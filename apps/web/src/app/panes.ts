const focusable = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/** The parts of the page that are to be seen, in their order: its landmarks. */
function panes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('nav, main, aside')].filter(
    (pane) => pane.checkVisibility() && pane.querySelector(focusable) !== null,
  )
}

/** Moves the focus to the next or the previous part of the page: to what is current in it, or to where one writes. */
export function focusPane(step: 1 | -1): void {
  const all = panes()
  const current = all.findLastIndex((pane) => pane.contains(document.activeElement))
  const next = all[(current + step + all.length) % all.length] ?? all.at(step)
  const find = (what: string) =>
    [...(next?.querySelectorAll<HTMLElement>(what) ?? [])].find((element) => element.checkVisibility())
  const target = find('[aria-current="page"]') ?? find('form textarea') ?? find(focusable)
  target?.focus()
}
