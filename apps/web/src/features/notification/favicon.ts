const badges = {
  none: '',
  dot: '<circle cx="25" cy="7" r="6" fill="#ff9b6e" stroke="#0f1716" stroke-width="2"/>',
  count: (count: number) =>
    `<rect x="${count > 9 ? 10 : 14}" y="0" width="${count > 9 ? 22 : 18}" height="18" rx="9" fill="#b9420f"/>` +
    `<text x="${count > 9 ? 21 : 23}" y="14" font-family="sans-serif" font-size="14" font-weight="700" text-anchor="middle" fill="#fff">${count > 9 ? '9+' : count}</text>`,
}

let mark: Promise<string> | undefined

/** Draws how much waits into the tab's icon: a number for what is meant for one, a dot for the rest. */
export async function showInFavicon({ unread, personal }: { unread: number; personal: number }): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (!link) return
  link.dataset.original ??= link.href
  const badge = personal > 0 ? badges.count(personal) : unread > 0 ? badges.dot : badges.none
  link.dataset.badge = badge === '' ? 'none' : personal > 0 ? String(personal) : 'dot'
  if (badge === '') {
    link.href = link.dataset.original
    return
  }
  mark ??= fetch(link.dataset.original).then((response) => response.text())
  const svg = await mark.catch(() => undefined)
  // Without the mark, or when something newer is to be shown, the icon stays as it is.
  if (svg === undefined || link.dataset.badge !== (personal > 0 ? String(personal) : 'dot')) return
  link.href = `data:image/svg+xml,${encodeURIComponent(svg.replace('</svg>', `${badge}</svg>`))}`
}
