import * as z from 'zod';

const shown = z.object({ asOf: z.string(), cells: z.unknown() }).nullable();
const file = z.object({
  month: z.string(),
  version: z.number(),
  indicators: z.array(z.object({ breakdowns: z.object({ district: shown, ageBand: shown }) })),
});

/** How many breakdowns were due in a programme's files, and how many of them were withheld. */
export const countDue = (texts: readonly string[]): { due: number; withheld: number } => {
  const due = texts
    .map((text) => file.parse(JSON.parse(text)))
    .filter(({ version }) => version === 1)
    .flatMap(({ month, indicators }) =>
      indicators
        .flatMap(({ breakdowns: { district, ageBand } }) => [district, ageBand])
        .filter((breakdown) => breakdown?.asOf === month),
    );
  return { due: due.length, withheld: due.filter((breakdown) => breakdown?.cells === 'withheld').length };
};
