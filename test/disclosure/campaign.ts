import type { Gate } from '../../functions/months/disclosure/gate.ts';
import { type Attack, attack } from './attack.ts';
import { countDue } from './count-due.ts';
import { createProgramme, joinedAt, publish, type Size } from './programmes.ts';

/** Attacks on many programmes, one after the other. */

const otherSecrets = Array.from({ length: 100 }, (_, at) => `other ${at}`);

export type Campaign = {
  programmes: number;
  due: number;
  withheld: number;
  /** Of what was withheld: by lot alone. */
  drawn: number;
  /** Cells whose ranges were solved for, and those left with too few numbers. */
  cells: number;
  pinned: Attack['pinned'];
  /** Programmes with at least one such cell. */
  broken: number;
  puzzles: number;
};

/**
 * @param wholeEvery in every so manieth programme, all totals of all months, versions and revisions are used too
 * @param isSolved false: only counts what is withheld
 */
export const attackMany = (
  gate: Gate,
  {
    from = 1,
    count,
    wholeEvery = 20,
    isSolved = true,
    ...size
  }: {
    readonly from?: number;
    readonly count: number;
    readonly wholeEvery?: number;
    readonly isSolved?: boolean;
  } & Size,
): Campaign => {
  const campaign: Campaign = {
    programmes: 0,
    due: 0,
    withheld: 0,
    drawn: 0,
    cells: 0,
    pinned: [],
    broken: 0,
    puzzles: 0,
  };
  for (let seed = from; seed < from + count; seed += 1) {
    const programme = createProgramme(seed, size);
    const texts = publish(
      programme,
      (proposal) => {
        const isShown = gate(proposal);
        // With a hundred other secrets it would be shown with almost all.
        if (!isShown && otherSecrets.some((secret) => gate({ ...proposal, secret }))) campaign.drawn += 1;
        return isShown;
      },
      String(seed),
    );
    const { due, withheld } = countDue(texts);
    const { cells, pinned, puzzles } = isSolved
      ? attack(texts, { whole: seed % wholeEvery === 0, joins: programme.joins.map(joinedAt) })
      : { cells: 0, pinned: [], puzzles: 0 };
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
