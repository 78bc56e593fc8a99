/** The value of a metric without labels that an app shows now. */
export async function readMetric(url: string, name: string): Promise<number> {
  const response = await fetch(`${url}/metrics`)
  const line = new RegExp(`^${name} (\\S+)$`, 'm').exec(await response.text())
  return Number(line?.[1])
}
