import * as z from 'zod';
import type { Cell, Gate } from '../../functions/disclosure/disclosure.ts';
import { type Published, readPublished } from '../../functions/disclosure/publication-history.ts';
import { keysInMonth } from '../../functions/indicators/totals.ts';
import { type Attack, attack } from './attack.ts';
import { createChance } from './chance.ts';
import { createProgramme, publish } from './programmes.ts';
import { type Ask, type Lesson, learnFromWithheld } from './withheld.ts';

/** Attacks on many programmes, one after the other. */

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

/** Asks the gate itself what it would have done. */
const askGate = (gate: Gate<Published>, texts: readonly string[]): Ask => {
  const said = texts.map((text, at) => readPublished(at + 1, JSON.parse(text)));
  return ({ code, breakdown, month, values }) => {
    const at = said.findIndex((published) => published.month === month);
    const publication = said[at];
    const shown = publication?.shown[code];
    if (publication === undefined || shown === undefined) {
      throw new Error(`${code} was not due in ${month}.`);
    }
    const cells = keysInMonth(breakdown, month).map((key, at): Cell => ({ key, value: values[at] ?? '*' }));
    const asked = {
      ...publication,
      shown: { ...publication.shown, [code]: { ...shown, [breakdown]: cells } },
    };
    return gate({ history: said.slice(0, at), publication: asked, code, breakdown, cells }) === 'withheld';
  };
};

/** What is learned from `withheld` in many programmes. */
export const learnMany = (
  gate: Gate<Published>,
  { from = 1, count }: { from?: number; count: number },
): Lesson[] =>
  Array.from({ length: count }, (_, at) => from + at).flatMap((seed) => {
    const texts = publish(createProgramme(seed), gate);
    return learnFromWithheld(texts, askGate(gate, texts), createChance(seed));
  });

export type Campaign = {
  programmes: number;
  due: number;
  withheld: number;
  /** Cells whose ranges were solved for, and those left with too few numbers. */
  cells: number;
  pinned: Attack['pinned'];
  /** Programmes with at least one such cell. */
  broken: number;
  puzzles: number;
};

/** @param wholeEvery in every so manieth programme, all totals of all months, versions and revisions are used too */
export const attackMany = (
  gate: Gate<Published>,
  { from = 1, count, wholeEvery = 20 }: { from?: number; count: number; wholeEvery?: number },
): Campaign => {
  const campaign: Campaign = {
    programmes: 0,
    due: 0,
    withheld: 0,
    cells: 0,
    pinned: [],
    broken: 0,
    puzzles: 0,
  };
  for (let seed = from; seed < from + count; seed += 1) {
    const texts = publish(createProgramme(seed), gate);
    const { due, withheld } = countDue(texts);
    const { cells, pinned, puzzles } = attack(texts, { whole: seed % wholeEvery === 0 });
    campaign.programmes += 1;
    campaign.due += due;
    campaign.withheld += withheld;
    campaign.cells += cells;
    campaign.puzzles += puzzles;
    campaign.pinned = [...campaign.pinned, ...pinned];
    campaign.broken += pinned.length > 0 ? 1 : 0;
  }
  return campaign;
};
