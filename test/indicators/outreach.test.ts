import { describe, expect, test } from 'vitest';
import { createJournal, figuresOf } from '../publishing/journal-builder.ts';
import { expectFigures } from './figures.ts';

describe.each([
  ['media_personnel_sensitised', { kind: 'media_sensitisation' }, 25],
  ['media_stories_published', { kind: 'media_story' }, 1],
  ['police_oriented_in_person', { kind: 'police_orientation', mode: 'in_person' }, 25],
  ['police_oriented_online', { kind: 'police_orientation', mode: 'online' }, 25],
  ['leadership_trainings', { kind: 'leadership_training' }, 1],
] as const)('%s', (code, outreach, each) => {
  test('adds up its own kind of outreach, by day, without any consent', () => {
    const journal = createJournal();
    for (const on of ['2024-02-29', '2025-03-31', '2025-04-01']) {
      for (const kind of [
        'media_sensitisation',
        'media_story',
        'police_orientation',
        'leadership_training',
        'advocacy',
      ] as const) {
        for (const mode of ['in_person', 'online'] as const) {
          const isOwn = kind === outreach.kind && mode === ('mode' in outreach ? outreach.mode : 'in_person');
          const isOther = kind === outreach.kind && !('mode' in outreach) && mode === 'online';
          if (!isOther) {
            journal.outreach(on, { kind, mode, participants: isOwn ? 25 : 99 });
          }
        }
      }
    }
    // Recorded in April 2025, so first published then.
    expectFigures(journal, code, { '2025-04': [each, each, 3 * each] });
    const wrong = journal.outreach('2025-04-02', { mode: 'in_person', ...outreach, participants: 25 });
    expectFigures(journal, code, { '2025-04': [2 * each, 2 * each, 4 * each] });
    journal.reverseOutreach(wrong);
    expectFigures(journal, code, { '2025-04': [each, each, 3 * each] });
    const late = journal.lines.map((line) => ({ ...line, recordedAt: '2024-01-01T00:00:00.000Z' }));
    expect(figuresOf(late, code, '2024-02')).toEqual([each, each, each]);
    expect(figuresOf(late, code, '2024-03')).toEqual([0, each, each]);
    expect(figuresOf(late, code, '2025-03')).toEqual([each, each, 2 * each]);
  });
});
