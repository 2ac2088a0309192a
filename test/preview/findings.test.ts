import { describe, expect, test } from 'vitest';
import type { ShownDifference } from '../../functions/months/closing/unsettled-differences.ts';
import { reviewQuality } from '../../functions/months/preview/findings.ts';
import { collectRecords } from '../../functions/months/preview/month-records.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import {
  consentOf,
  countLines,
  createJournal,
  idOf,
  type TestJournal,
} from '../publishing/journal-builder.ts';

const both = [consentOf(true, '2025-04-01', 'services'), consentOf()];

const review = (
  lines: readonly JournalLine[],
  today = '2026-10-31',
  cashDifferences: readonly ShownDifference[] = [],
  month = '2026-10',
) => {
  const { documents } = countLines(lines);
  const records = collectRecords(documents);
  for (const line of lines) records.add(line);
  return reviewQuality({ documents, records: records.finish(), cashDifferences, month, today });
};

const start = (): TestJournal => {
  const journal = createJournal();
  journal.collective('collective');
  journal.member('Padma', { consents: both });
  journal.at('2026-10-10T10:00').meeting('October', '2026-10-10', { Padma: ['deposit', 100] });
  return journal;
};

describe('what to look at before the close', () => {
  test('is nothing where all is well', () => {
    expect(review(start().lines)).toEqual({
      cashDifferences: [],
      collectivesWithoutMeeting: [],
      meetingsWithoutCount: [],
      consentsMissing: [],
      overdueFollowUps: [],
      stoppedUrgentCases: [],
      undoneStops: [],
      likelyDuplicates: [],
      outliers: [],
      counts: {
        cashDifferences: 0,
        collectivesWithoutMeeting: 0,
        meetingsWithoutCount: 0,
        consentsMissing: 0,
        overdueFollowUps: 0,
        stoppedUrgentCases: 0,
        undoneStops: 0,
        likelyDuplicates: 0,
        outliers: 0,
      },
    });
  });

  test('is nothing of a woman who was enrolled twice, once her records are joined', () => {
    const journal = start();
    journal.member('Padma again', { joinedOn: '2026-10-12', consents: [] });
    journal.at('2026-10-14T10:00').member('Padma once more', { joinedOn: '2026-10-12', consents: [] });
    journal.at('2026-10-15T10:00').meeting('before she came', '2026-10-11', { 'Padma once more': 'present' });
    const before = review(journal.lines);
    expect(before.likelyDuplicates).toMatchObject([{ record: 'member', id: idOf('Padma once more') }]);
    expect(before.counts).toMatchObject({ consentsMissing: 4, outliers: 0 });
    journal.join('Padma', 'Padma again');
    journal.join('Padma', 'Padma once more');
    journal.exit('Padma again', '2026-09-01');
    expect(review(journal.lines).counts).toEqual(review(start().lines).counts);
  });

  test('is a sheet before a woman joined by either of her records, under whichever id', () => {
    const journal = createJournal();
    journal.collective('collective', { formedOn: '2026-01-01' });
    journal.member('Padma', { consents: both, joinedOn: '2026-05-10' });
    journal.member('Again', { joinedOn: '2026-03-10' });
    journal.at('2026-10-10T10:00').meeting('early', '2026-02-10', { Again: 'present' });
    journal.meeting('of the first record', '2026-04-10', { Padma: 'present' });
    journal.meeting('October', '2026-10-10', {});
    journal.join('Padma', 'Again');
    expect(review(journal.lines).outliers).toEqual([
      {
        id: idOf('early'),
        record: 'meeting',
        why: 'before_the_member_joined',
        memberId: idOf('Padma'),
        collectiveId: idOf('collective'),
        on: '2026-02-10',
      },
    ]);
  });

  test('is a collective without a meeting in the month that stands', () => {
    const journal = start();
    const sheet = journal.meeting('again', '2026-10-12');
    journal.reverse({ ...sheet, collectiveId: idOf('other') });
    journal.collective('other');
    journal.collective('closed', { closedOn: '2026-10-01' });
    journal.collective('future', { formedOn: '2026-11-01' });
    expect(review(journal.lines).collectivesWithoutMeeting).toEqual([{ id: idOf('other') }]);
  });

  test('is a meeting of the month that was sent without a count of the box, and stands', () => {
    const journal = start();
    const sheet = (name: string, heldOn: string, counted: boolean) =>
      journal.meeting(name, heldOn, { Padma: ['deposit', 100] }, { counted });
    sheet('uncounted', '2026-10-12', false);
    sheet('late', '2026-09-12', false);
    journal.reverse(sheet('taken back', '2026-10-13', false));
    sheet('counted', '2026-10-14', true);
    const found = review(journal.lines);
    expect(found.meetingsWithoutCount).toEqual([
      { id: idOf('uncounted'), collectiveId: idOf('collective'), heldOn: '2026-10-12' },
    ]);
    expect(found.counts.meetingsWithoutCount).toBe(1);
  });

  test('is a difference of the month between box and books', () => {
    const difference = (name: string, on: string): ShownDifference => ({
      id: idOf(name),
      record: 'meeting',
      collectiveId: idOf('collective'),
      on,
      differencePaise: -400_800,
      openPaise: -400_800,
    });
    const found = review(start().lines, '2026-10-31', [
      difference('earlier', '2026-09-30'),
      difference('short', '2026-10-10'),
    ]);
    expect(found.cashDifferences).toEqual([difference('short', '2026-10-10')]);
    expect(found.counts.cashDifferences).toBe(1);
  });

  test('is a consent that is not in force', () => {
    const journal = start();
    journal.member('Sita', { consents: [consentOf(true, '2025-04-01', 'services')] });
    journal.member('Lakshmi', { consents: both });
    journal.consent('Lakshmi', false, '2026-10-01', 'services');
    journal.member('Gone', { consents: [] });
    journal.exit('Gone', '2026-10-01');
    journal.member('Devi', { consents: both });
    journal.consent('Devi', false, '2026-10-01', 'reporting');
    const found = review(journal.lines).consentsMissing;
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { id: idOf('Sita'), purpose: 'reporting', state: 'never_given' },
        { id: idOf('Devi'), purpose: 'reporting', state: 'withdrawn' },
      ]),
    );
  });

  test('is nothing of a woman who has withdrawn her consent to the services', () => {
    const journal = start();
    journal.member('Lakshmi', { consents: both });
    for (const name of ['one', 'another']) {
      journal.openCase(name, 'Lakshmi');
      journal.event('Lakshmi', '2026-10-02', { type: 'service', service: 'legal_aid' }, name);
    }
    journal.event('Lakshmi', '2026-10-01', { type: 'follow_up', due: '2026-10-20' }, 'one');
    const isHers = (found: ReturnType<typeof review>): boolean =>
      JSON.stringify([found.consentsMissing, found.overdueFollowUps, found.likelyDuplicates]).includes(
        idOf('Lakshmi'),
      );
    expect(isHers(review(journal.lines))).toBe(true);
    journal.consent('Lakshmi', false, '2026-10-30', 'services');
    journal.consent('Lakshmi', false, '2026-10-30', 'reporting');
    expect(isHers(review(journal.lines))).toBe(false);
  });

  test('is an urgent case that her withdrawal stopped, also once she left, until it is closed or she consents again', () => {
    const journal = start();
    journal.member('Lakshmi', { consents: both });
    const urgent = { priority: 'urgent' } as const;
    for (const name of ['urgent', 'made urgent', 'closed', 'goes on']) {
      journal.openCase(name, 'Lakshmi', name === 'made urgent' ? {} : urgent);
    }
    journal.openCase('normal now', 'Lakshmi', urgent);
    journal.changeCase('made urgent', 'Lakshmi', urgent);
    journal.changeCase('normal now', 'Lakshmi', { priority: 'normal' });
    journal.event('Lakshmi', '2026-10-12', { type: 'status', status: 'closed' }, 'closed');
    expect(review(journal.lines).stoppedUrgentCases).toEqual([]);
    // Dated long ago, it stops on the day on which it is recorded.
    journal.at('2026-10-30T10:00').consent('Lakshmi', false, '2026-01-01', 'services', [idOf('goes on')]);
    journal.exit('Lakshmi', '2026-10-30');
    const stoppedAt = (name: string) => ({
      ...{ id: idOf(name), memberId: idOf('Lakshmi'), on: '2026-10-30' },
      recordedAt: expect.stringMatching(/^2026-10-30T/),
    });
    const found = review(journal.lines);
    expect(found.stoppedUrgentCases).toEqual([stoppedAt('urgent'), stoppedAt('made urgent')]);
    expect(found.counts.stoppedUrgentCases).toBe(2);
    journal.event('Lakshmi', '2026-10-30', { type: 'status', status: 'closed' }, 'urgent');
    expect(review(journal.lines).stoppedUrgentCases).toEqual([stoppedAt('made urgent')]);
    journal.consent('Lakshmi', true, '2026-10-30', 'services');
    expect(review(journal.lines).stoppedUrgentCases).toEqual([]);
  });

  describe('is a stop that somebody else undoes', () => {
    const [coordinator, leader] = [idOf('coordinator'), idOf('leader')];
    type Purpose = 'services' | 'reporting' | 'sharing';
    /** A journal in which people record in turn whether Lakshmi consents, from 20 October on. */
    const answers = (...said: [by: string, given: boolean, purpose: Purpose, at?: string][]) => {
      const journal = start();
      journal.member('Lakshmi', { consents: both });
      journal.at('2026-10-20T10:00');
      for (const [by, given, purpose, at] of said) {
        if (at !== undefined) journal.at(at);
        journal.consent('Lakshmi', given, '2026-10-20', purpose, undefined, by);
      }
      return journal;
    };
    const found = (journal: TestJournal) =>
      review(journal.lines).undoneStops.map(({ memberId, purpose, on }) => [memberId, purpose, on]);
    const lakshmi = idOf('Lakshmi');

    test('of the services, of sharing or of reporting, whatever is recorded afterwards', () => {
      const journal = answers(
        [coordinator, false, 'services'],
        [coordinator, false, 'sharing'],
        [leader, true, 'services'],
        [leader, true, 'sharing'],
      );
      const expected = [
        [lakshmi, 'services', '2026-10-20'],
        [lakshmi, 'sharing', '2026-10-20'],
      ];
      expect(found(journal)).toEqual(expected);
      expect(review(journal.lines).counts.undoneStops).toBe(2);
      for (const given of [false, true]) {
        journal.consent('Lakshmi', given, '2026-10-21', 'services', undefined, leader);
        expect(found(journal)).toEqual(expected);
      }
      const ofReporting = answers([leader, false, 'reporting'], [coordinator, true, 'reporting']);
      expect(found(ofReporting)).toEqual([[lakshmi, 'reporting', '2026-10-20']]);
    });

    test('also if she records it herself too before', () => {
      expect(
        found(
          answers([coordinator, false, 'services'], [leader, false, 'services'], [leader, true, 'services']),
        ),
      ).toEqual([[lakshmi, 'services', '2026-10-20']]);
    });

    test('by a second record of the woman, once it is joined', () => {
      const journal = answers([coordinator, false, 'services']);
      const again = journal.member('Again', { consents: both });
      Object.assign(again, { actor: leader });
      expect(found(journal)).toEqual([]);
      journal.join('Lakshmi', 'Again');
      expect(found(journal)).toEqual([[lakshmi, 'services', '2026-10-20']]);
    });

    test('from the month on in which it was recorded', () => {
      const journal = answers(
        [leader, false, 'services', '2026-09-10T10:00'],
        [coordinator, true, 'services', '2026-09-30T23:59'],
        [leader, false, 'sharing'],
        // In India it is the next month already.
        [coordinator, true, 'sharing', '2026-11-01T00:01'],
      );
      expect(found(journal)).toEqual([[lakshmi, 'sharing', '2026-11-01']]);
    });

    test('and no consent by whoever recorded the stop, no first consent, and none for another purpose', () => {
      const own = answers(
        [leader, false, 'services'],
        [leader, true, 'services'],
        [coordinator, true, 'services'],
        [coordinator, false, 'reporting'],
        [leader, true, 'sharing'],
      );
      expect(found(own)).toEqual([]);
      const journal = start();
      journal.member('Sita', { consents: [consentOf(false, '2026-10-01', 'sharing')] });
      journal.consent('Sita', true, '2026-10-20', 'sharing', undefined, leader);
      expect(found(journal)).toEqual([]);
    });

    test('and changes no number', () => {
      const said = (by: string) =>
        countLines(answers([coordinator, false, 'reporting'], [by, true, 'reporting']).lines).totals;
      expect(said(leader)).toEqual(said(coordinator));
    });
  });

  test('is a follow-up that was due before today, unless a later one that covers it is done', () => {
    const journal = start();
    const followUp = (name: string, on: string, due: string, done?: boolean) =>
      journal.event('Padma', on, { type: 'follow_up', due, done }, name);
    for (const name of ['overdue', 'today', 'done', 'done for an earlier one', 'closed']) {
      journal.openCase(name, 'Padma');
    }
    followUp('overdue', '2026-10-01', '2026-10-30');
    followUp('overdue', '2026-10-01', '2026-11-30');
    followUp('today', '2026-10-01', '2026-10-31');
    followUp('done', '2026-10-01', '2026-10-30');
    followUp('done', '2026-10-02', '2026-10-30', true);
    followUp('done for an earlier one', '2026-10-01', '2026-10-30');
    followUp('done for an earlier one', '2026-10-02', '2026-10-29', true);
    followUp('closed', '2026-10-01', '2026-10-30');
    journal.event('Padma', '2026-10-20', { type: 'status', status: 'closed' }, 'closed');
    const found = review(journal.lines).overdueFollowUps;
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        { id: idOf('overdue'), memberId: idOf('Padma'), due: '2026-10-30' },
        { id: idOf('done for an earlier one'), memberId: idOf('Padma'), due: '2026-10-30' },
      ]),
    );
  });

  test('is none of what was taken back', () => {
    const journal = start();
    const overdue = journal.event('Padma', '2026-10-01', { type: 'follow_up', due: '2026-10-05' });
    const done = journal.event('Padma', '2026-10-06', { type: 'follow_up', due: '2026-10-05', done: true });
    const service = { type: 'service', service: 'legal_aid' } as const;
    const first = journal.event('Padma', '2026-10-11', service);
    journal.event('Padma', '2026-10-11', service);
    expect(review(journal.lines)).toMatchObject({ counts: { overdueFollowUps: 0, likelyDuplicates: 1 } });
    journal.takeBack(done);
    journal.takeBack(first);
    expect(review(journal.lines)).toMatchObject({ counts: { overdueFollowUps: 1, likelyDuplicates: 0 } });
    const story = journal.outreach('2026-10-11', { kind: 'media_story' });
    journal.outreach('2026-10-11', { kind: 'media_story' });
    journal.reverseOutreach(story);
    journal.takeBack(overdue);
    expect(review(journal.lines)).toMatchObject({ counts: { overdueFollowUps: 0, likelyDuplicates: 0 } });
  });

  test('is a record that says what another says', () => {
    const journal = start();
    journal.meeting('October again', '2026-10-10', { Padma: ['deposit', 100] });
    const service = { type: 'service', service: 'legal_aid' } as const;
    const first = journal.event('Padma', '2026-10-11', service);
    const second = journal.event('Padma', '2026-10-11', service, 'another case');
    journal.event('Padma', '2026-10-12', service);
    journal.event('Padma', '2026-10-11', { type: 'note' });
    journal.event('Padma', '2026-10-11', { type: 'note' });
    const story = journal.outreach('2026-10-11', { kind: 'media_story' });
    const again = journal.outreach('2026-10-11', { kind: 'media_story' });
    journal.member('Sita', { joinedOn: '2026-10-01', consents: both });
    journal.member('Ganga', { joinedOn: '2026-10-01', consents: both });
    journal.at('2026-10-20T10:00').member('Sita again', { joinedOn: '2026-10-01', consents: both });
    expect(review(journal.lines).likelyDuplicates).toEqual([
      {
        id: idOf('October again'),
        otherId: idOf('October'),
        record: 'meeting',
        collectiveId: idOf('collective'),
        on: '2026-10-10',
      },
      { id: second.id, otherId: first.id, record: 'case_event', caseId: second.caseId, on: '2026-10-11' },
      { id: again.outreachId, otherId: story.outreachId, record: 'outreach', on: '2026-10-11' },
      { id: idOf('Sita again'), otherId: idOf('Sita'), record: 'member', on: '2026-10-20' },
    ]);
  });

  test('is a figure far above the others', () => {
    const journal = start();
    for (const name of ['1', '2', '3', '4']) {
      journal.meeting(name, `2026-10-1${name}`, { Padma: ['deposit', 100] });
      journal.outreach(`2026-10-1${name}`, { kind: 'police_orientation', participants: 20 });
    }
    journal.meeting('usual', '2026-10-15', { Padma: ['deposit', 1000] });
    journal.meeting('large', '2026-10-16', { Padma: ['deposit', 1001] });
    journal.outreach('2026-10-15', { kind: 'police_orientation', participants: 200 });
    const crowd = journal.outreach('2026-10-16', { kind: 'police_orientation', participants: 201 });
    journal.outreach('2026-10-16', { kind: 'media_sensitisation', participants: 5000 });
    expect(review(journal.lines).outliers).toEqual([
      {
        id: idOf('large'),
        record: 'meeting',
        why: 'deposit_far_above_usual',
        memberId: idOf('Padma'),
        collectiveId: idOf('collective'),
        on: '2026-10-16',
      },
      { id: crowd.outreachId, record: 'outreach', why: 'participants_far_above_usual', on: '2026-10-16' },
    ]);
  });

  test('is a sheet whose deposits are all far above those of the other collectives', () => {
    const journal = createJournal();
    for (const [index, paise] of [100, 100, 100, 2000, 2001].entries()) {
      const collectiveId = idOf(`collective ${index}`);
      journal.collective(`collective ${index}`);
      journal.member(`A${index}`, { collectiveId, consents: both });
      journal.member(`B${index}`, { collectiveId, consents: both });
      journal.meeting(
        `sheet ${index}`,
        '2026-10-10',
        { [`A${index}`]: ['deposit', paise], [`B${index}`]: ['deposit', paise] },
        { collectiveId },
      );
    }
    const found = { record: 'meeting', why: 'deposit_far_above_usual', on: '2026-10-10' };
    expect(review(journal.lines).outliers).toEqual([
      { ...found, id: idOf('sheet 4'), collectiveId: idOf('collective 4') },
    ]);
  });

  test('is a sheet or voucher that was taken back on a later day, unless one of the same day replaces it', () => {
    const journal = createJournal();
    journal.collective('collective');
    journal.member('Padma', { consents: both });
    const sheet = (name: string, heldOn: string, more: { corrects?: string } = {}) =>
      journal.meeting(name, heldOn, { Padma: ['deposit', 100] }, more);
    journal.at('2026-10-10T10:00');
    const slip = sheet('slip', '2026-10-01');
    const later = ['gone', 'replaced', 'moved', 'twice'].map((name, index) =>
      sheet(name, `2026-10-0${index + 2}`),
    );
    const spent = journal.voucher('spent', '2026-10-06', [{ kind: 'expense', amountPaise: 100 }]);
    journal.reverse(slip);
    journal.at('2026-10-11T00:10');
    for (const one of later) journal.reverse(one);
    journal.reverseVoucher(spent);
    sheet('in place', '2026-10-03', { corrects: idOf('replaced') });
    sheet('of another day', '2026-10-12', { corrects: idOf('moved') });
    // Replaced, but the replacement was taken back too.
    journal.reverse(sheet('once more', '2026-10-05', { corrects: idOf('twice') }));
    const found = {
      ...{ why: 'taken_back_on_a_later_day', record: 'meeting', collectiveId: idOf('collective') },
      // An explanation of the sheet from before holds no more.
      reversedAt: expect.stringMatching(/^2026-10-1/),
    };
    const expected = [
      { ...found, id: idOf('gone'), on: '2026-10-02' },
      { ...found, id: idOf('moved'), on: '2026-10-04' },
      { ...found, id: idOf('twice'), on: '2026-10-05' },
      { ...found, id: idOf('spent'), on: '2026-10-06', record: 'voucher' },
    ];
    expect(review(journal.lines).outliers).toEqual(expected);
    expect(review(journal.lines, '2026-11-05', [], '2026-11').outliers).toEqual([]);
  });

  test('is a sheet of a time at which its collective or a member was not there', () => {
    const journal = createJournal();
    journal.collective('collective', { formedOn: '2026-09-01', closedOn: '2026-09-30' });
    journal.member('Early', { joinedOn: '2026-01-01', consents: both });
    journal.exit('Early', '2026-09-15');
    journal.member('Late', { joinedOn: '2026-10-01', consents: both });
    journal.at('2026-10-10T10:00').meeting('before', '2026-08-31', { Late: 'present' });
    journal.meeting('after', '2026-10-01', { Early: 'present' });
    const found = { record: 'meeting', collectiveId: idOf('collective') };
    const before = { ...found, id: idOf('before'), on: '2026-08-31' };
    const after = { ...found, id: idOf('after'), on: '2026-10-01' };
    expect(review(journal.lines).outliers).toEqual([
      { ...before, why: 'before_the_collective_was_formed' },
      { ...before, why: 'before_the_member_joined', memberId: idOf('Late') },
      { ...after, why: 'after_the_collective_closed' },
      { ...after, why: 'after_the_member_left', memberId: idOf('Early') },
    ]);
  });

  test('is a voucher of a time at which its collective was not there, or that says what another says, unless it was taken back', () => {
    const journal = createJournal();
    journal.collective('collective', { formedOn: '2026-09-01', closedOn: '2026-09-30' });
    const tea = (name: string, on: string) =>
      journal.voucher(name, on, [{ kind: 'expense', amountPaise: 300_000, head: 'refreshments' }]);
    journal.at('2026-10-10T10:00');
    tea('before', '2026-08-31');
    tea('first', '2026-09-10');
    tea('again', '2026-09-10');
    tea('next day', '2026-09-11');
    tea('after', '2026-10-01');
    journal.reverseVoucher(tea('taken back', '2026-08-31'));
    journal.reverseVoucher(tea('a third time', '2026-09-10'));
    const found = { record: 'voucher', collectiveId: idOf('collective') };
    const { outliers, likelyDuplicates } = review(journal.lines);
    expect(outliers).toEqual([
      { ...found, id: idOf('before'), on: '2026-08-31', why: 'before_the_collective_was_formed' },
      { ...found, id: idOf('after'), on: '2026-10-01', why: 'after_the_collective_closed' },
    ]);
    expect(likelyDuplicates).toEqual([
      { ...found, id: idOf('again'), otherId: idOf('first'), on: '2026-09-10' },
    ]);
  });

  test('lists a hundred of each, and counts all', () => {
    const journal = start();
    for (let at = 0; at < 101; at += 1) {
      journal.collective(`collective ${at}`);
    }
    const { collectivesWithoutMeeting, counts } = review(journal.lines);
    expect(collectivesWithoutMeeting).toHaveLength(100);
    expect(counts.collectivesWithoutMeeting).toBe(101);
  });
});
