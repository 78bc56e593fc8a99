/** One thing measured for several subjects, ours among them. */
export interface Figure {
  name: string
  unit: string
  /** The subject that the others are held against. */
  ours: string
  /** A value a round, by subject. */
  rounds: Record<string, number[]>
}

/** Measures every subject once a round, one after the other, so that whatever else the machine does meets all of them. */
export async function interleave<Subject extends string>(
  subjects: readonly Subject[],
  rounds: number,
  measure: (subject: Subject) => Promise<number>,
): Promise<Record<string, number[]>> {
  const values: Record<string, number[]> = Object.fromEntries(subjects.map((subject) => [subject, []]))
  for (let round = 0; round < rounds; round++) {
    for (const subject of subjects) values[subject]?.push(await measure(subject))
  }
  return values
}

/** The figure as a few lines: median and range of each subject, and how ours compares in the same rounds. */
export function render({ name, unit, ours, rounds }: Figure): string {
  const our = rounds[ours] ?? []
  const lines = Object.entries(rounds).map(([subject, values]) => {
    const range = `${format(Math.min(...values))} to ${format(Math.max(...values))}`
    const ratios = our.map((value, round) => value / (values[round] ?? Number.NaN))
    const ratio = subject === ours ? '' : `   ${ours} / ${subject}: ${median(ratios).toFixed(2)}`
    return `  ${subject.padEnd(24)}${format(median(values)).padStart(10)} ${unit} (${range})${ratio}`
  })
  return [name, ...lines, ''].join('\n')
}

/** The middle value; the upper one of two. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function format(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
