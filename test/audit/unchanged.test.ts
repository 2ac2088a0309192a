import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { composeSnapshot, renderSnapshot } from '../../functions/months/publishing/snapshot.ts';
import { type JournalLine, journalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { countLines, idOf, publicationOf } from '../publishing/journal-builder.ts';
import { randomJournal } from '../publishing/random-journal.ts';

const snapshotsOf = (lines: readonly JournalLine[]): string => {
  const { totals, programme } = countLines(lines);
  return ['2025-10', '2026-03', '2026-05']
    .map((month) =>
      renderSnapshot(
        composeSnapshot({
          catalogue: indicators,
          totals,
          programme,
          history: [],
          publication: publicationOf(month, { cutoff: '2030-01-01T00:00:00.000Z' }),
          gate: openGate,
          secret: 'secret',
        }),
      ),
    )
    .join('');
};

/** Lines that erase a member, right behind one about her. */
const erasing = (line: JournalLine, index: number): JournalLine[] => {
  if (!('memberId' in line)) return [];
  const approvalId = idOf(`approval ${index}`);
  const asked = { approvalId, kind: 'erasure', subject: line.memberId };
  const { recordedAt, actor } = line;
  return [
    { type: 'approval_asked', id: approvalId, actor, ...asked },
    {
      type: 'approval_decided',
      id: idOf(`decision ${index}`),
      actor: idOf('who decides'),
      ...asked,
      decision: 'approved',
      erasesOn: '2027-01-01',
    },
    { type: 'member_erased', id: idOf(`erased ${index}`), actor: 'system', memberId: line.memberId },
  ].map((one) => journalLine().parse({ recordedAt, ...one }));
};

test('a snapshot is the same to the byte whoever is erased, and whenever', () => {
  fc.assert(
    fc.property(randomJournal, fc.nat(60), (lines, at) => {
      const line = lines[at % Math.max(lines.length, 1)];
      const more = line === undefined ? [] : erasing(line, at);
      expect(snapshotsOf([...lines, ...more].sort(compareLines))).toBe(snapshotsOf(lines));
    }),
    { numRuns: 40 },
  );
});
