/** One thing measured for several subjects, ours among them. */
export interface Figure {
  name: string
  unit: string
  /** The subject that the others are held against. */
  ours: string
  /** What we aim at, by subject: of ours its own value, of another one how many times its value ours is to be. */
  targets?: Record<string, string>
  /** A value a round, by subject. */
  rounds: Record<string, number[]>
}

/** What is measured in one go. */
type Values<Metric extends string> = Record<Metric, number>

/**
 * Measures every subject once a round, one after the other, so that whatever else the machine does meets all of them.
 * What comes before the first round is for warming up.
 */
export async function interleave<Subject extends string, Metric extends string>(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject) => Promise<Values<Metric>>,
): Promise<Record<Metric, Record<Subject, number[]>>> {
  const all = {} as Record<Metric, Record<Subject, number[]>>
  for (let round = rounds === 1 ? 1 : 0; round <= rounds; round++) {
    for (const subject of subjects) {
      const values = await measure(subject)
      if (round === 0) continue
      for (const metric of Object.keys(values) as Metric[]) {
        all[metric] ??= {} as Record<Subject, number[]>
        all[metric][subject] ??= []
        all[metric][subject].push(values[metric])
      }
    }
  }
  return all
}

/** A subject's row: its median, its range, and how ours compares in the same rounds. */
interface Row {
  subject: string
  middle: string
  range: string
  ratio: string
  target: string
}

function rowsOf({ ours, rounds, targets }: Figure): Row[] {
  const our = rounds[ours] ?? []
  return Object.entries(rounds).map(([subject, values]) => ({
    subject,
    middle: format(median(values)),
    range: `${format(Math.min(...values))} to ${format(Math.max(...values))}`,
    ratio: subject === ours ? '' : format(median(our.map((value, round) => value / (values[round] ?? Number.NaN)))),
    target: targets?.[subject] ?? '',
  }))
}

/** The figure as a few lines. */
export function render(figure: Figure): string {
  const lines = rowsOf(figure).map(({ subject, middle, range, ratio, target }) => {
    const aim = target && `, aim ${target}`
    const compared = ratio && `   ${figure.ours} / ${subject}: ${ratio}`
    return `  ${subject.padEnd(30)}${middle.padStart(10)} ${figure.unit} (${range})${compared}${aim}`
  })
  return [figure.name, ...lines, ''].join('\n')
}

/** Several figures as one table of Markdown. */
export function renderMarkdown(figures: readonly Figure[]): string {
  const lines = figures.flatMap((figure) =>
    rowsOf(figure).map(({ subject, middle, range, ratio, target }, index) => {
      const cells = [index === 0 ? `${figure.name}, ${figure.unit}` : '', subject, middle, range, ratio, target]
      return `| ${cells.join(' | ')} |`
    }),
  )
  return ['| | | median | range | ours ÷ it | aim |', '| --- | --- | ---: | ---: | ---: | --- |', ...lines].join('\n')
}

/** The middle value; the upper one of two. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function format(value: number): string {
  if (Number.isNaN(value)) return '—'
  if (value >= 100) return value.toLocaleString('en', { maximumFractionDigits: 0 })
  return value.toFixed(2)
}
