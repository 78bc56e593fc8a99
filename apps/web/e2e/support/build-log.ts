type Author = 'ife' | 'kenji' | 'mira'

type Line = [author: Author, at: string, content: string]

/** What people said one after the other, so many minutes apart. */
function talk(from: string, ...said: [minutes: number, author: Author, content: string][]): Line[] {
  let at = Date.parse(from)
  return said.map(([minutes, author, content]) => {
    at += minutes * 60_000
    return [author, new Date(at).toISOString(), content]
  })
}

/** A conversation that is longer than any screen. */
export const buildLog = [
  ...talk(
    '2026-11-18T18:00:00Z',
    [0, 'ife', 'New project: a synth that fits into a tea tin. Who is in?'],
    [2, 'kenji', 'Me. Which chip?'],
    [1, 'ife', 'An RP2040. Two cores: one makes sound, the other reads the knobs.'],
    [4, 'mira', 'I have six small knobs left from the mixer. They are yours.'],
    [1, 'ife', 'Six is perfect: pitch, shape, filter, attack, decay, and one for mischief.'],
    [3, 'kenji', 'What does mischief do?'],
    [1, 'ife', 'Whatever the firmware feels like that day.'],
    [12, 'kenji', 'Then I will write the firmware.'],
    [31, 'ife', 'First layout. The tin is 62 × 94 mm, so the board is 58 × 90.'],
    [6, 'kenji', 'Turn the jack by ninety degrees, or the lid will not close.'],
    [2, 'ife', 'Well seen.'],
    [25, 'mira', 'Can it run from two AA cells?'],
    [3, 'ife', 'For about eleven hours, if the light stays off.'],
  ),
  ...talk(
    '2026-11-19T17:30:00Z',
    [0, 'ife', 'Board one is etched. The ground plane has an island, so board one is a coaster now.'],
    [3, 'kenji', 'Every good synth begins with a coaster.'],
    [48, 'ife', 'Board two is etched, drilled, and every net is where it belongs.'],
    [5, 'mira', 'Photograph it before the solder hides how neat it is!'],
    [
      20,
      'kenji',
      'The oscillator runs on my desk:\n```c\nuint32_t phase = 0;\nint16_t next(uint32_t step) {\n  phase += step;\n  return (int16_t)(phase >> 16);\n}\n```',
    ],
    [4, 'ife', 'A saw in four lines. Does it stay in tune?'],
    [2, 'kenji', 'Within a cent, as long as nobody breathes on the crystal.'],
    [15, 'mira', 'I recorded ten minutes of it for the night show. Listeners asked which bird that was.'],
    [1, 'kenji', '😂'],
    [33, 'ife', 'Knobs are in. They wobble less than those of the mixer ever did.'],
  ),
  ...talk(
    '2026-11-20T08:10:00Z',
    [0, 'kenji', 'Filter works. It sings at the top end, which I now call a feature.'],
    [9, 'ife', 'Leave it. The small ones should sing.'],
    [40, 'kenji', 'Battery test began at nine.'],
    [70, 'ife', 'I cut the window for the light. The tin said “Darjeeling”, now it says “Darjeel”.'],
    [4, 'kenji', 'A fine name for it.'],
    [1, 'ife', 'Darjeel it is.'],
    [55, 'kenji', 'Attack and decay are swapped on my board. Yours, too?'],
    [6, 'ife', 'Yes. Swapped on the layout. Please swap them in the firmware, I am out of copper.'],
    [8, 'kenji', 'Done:\n> swap them in the firmware\nNobody will ever know.'],
    [2, 'ife', 'Except everybody who reads this.'],
    [44, 'ife', 'The lid closes!'],
    [1, 'kenji', 'With the jack in?'],
    [3, 'ife', 'With the jack in, with the batteries in, and with a quiet little click.'],
    [26, 'kenji', 'Mischief, first version: every seventh note is an octave up.'],
    [4, 'ife', 'My neighbour laughed through the wall. Keep it.'],
    [37, 'kenji', 'Eleven hours and ten minutes. You promised eleven.'],
    [2, 'ife', 'I promised with the light off. Was it off?'],
    [1, 'kenji', '||It was on.||'],
    [18, 'ife', 'Then I write fourteen on the box.'],
    [9, 'kenji', 'There will be a box?'],
    [2, 'ife', 'There is always a box: https://harbour.example/darjeel'],
    [
      31,
      'kenji',
      'Last things before tomorrow:\n1. Feet, so that it stays on the table\n2. A second tin for Mira\n3. Tea for the first tin to have been worth it',
    ],
    [5, 'ife', 'Feet are glued. The second tin is Earl Grey.'],
    [3, 'kenji', 'Earl it is.'],
  ),
]
