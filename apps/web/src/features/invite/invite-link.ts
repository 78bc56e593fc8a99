/** The link that leads to an invite's page. */
export function inviteLink(inviteCode: string): string {
  return `${location.origin}/invite/${inviteCode}`
}

/** The code in what somebody pasted: a link to an invite's page, or the bare code. */
export function inviteCodeIn(text: string): string {
  return /\/invite\/([^/?#\s]+)/.exec(text)?.[1] ?? text.trim()
}
