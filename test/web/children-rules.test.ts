import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import {
  hasCaseSince,
  isBirthYear,
  newestObservationOf,
  proposedCase,
  stagesToAsk,
  statusesToOffer,
  whyAsk,
} from '../../web/src/leader/children/children-rules.ts';
import { childrenOf } from '../../web/src/leader/children/stored-children.ts';
import type { Child, Observation } from '../../web/src/leader/row-kinds.ts';
import type { Operation } from '../../web/src/outbox/operation.ts';

const seen = (on: string, status: Observation['status'], more: Partial<Observation> = {}): Observation => ({
  id: `${on} ${status}`,
  on,
  status,
  isTakenBack: false,
  ...more,
});
const girl = (birthYear: number, ...schooling: readonly Observation[]): Child => ({
  id: 'girl',
  birthYear,
  gender: 'female',
  schooling: [...schooling],
  isTakenBack: false,
});

describe('a child is asked about', () => {
  test.each([
    // Six months to the day are not older than six months.
    ['2026-08-31', '2026-02-28', undefined],
    ['2026-08-31', '2026-02-27', 'old'],
    ['2026-12-31', '2026-06-30', undefined],
    ['2026-12-31', '2026-06-29', 'old'],
    ['2027-01-01', '2026-12-31', undefined],
  ] as const)('on %s, if the last word is of %s: %s', (today, on, why) => {
    expect(whyAsk(girl(2014, seen(on, 'enrolled')), today)).toBe(why);
  });

  test.each([
    // Who is younger than 6 or older than 17 only if she is said to be at school.
    [2021, 'enrolled', 'old'],
    [2021, 'not_enrolled', undefined],
    [2020, 'not_enrolled', 'old'],
    [2009, 'unknown', 'old'],
    [2009, 'completed', undefined],
    [2008, 'not_enrolled', undefined],
    [2008, 'irregular', 'old'],
    [2000, 'enrolled', 'old'],
  ] as const)('born %s and %s half a year ago: %s', (birthYear, status, why) => {
    expect(whyAsk(girl(birthYear, seen('2026-01-10', status)), '2026-11-26')).toBe(why);
  });

  test.each([
    [2017, 'old'],
    [2016, 'transition'],
    [2012, 'transition'],
    [2010, 'transition'],
    [2011, 'old'],
  ] as const)('born %s, at an age of changing school, until something is said that year: %s', (year, why) => {
    expect(whyAsk(girl(year, seen('2025-06-01', 'enrolled')), '2026-01-05')).toBe(why);
    const recent = girl(year, seen('2025-12-20', 'enrolled'));
    expect(whyAsk(recent, '2026-01-05')).toBe(why === 'old' ? undefined : 'transition');
    expect(whyAsk(girl(year, seen('2026-01-04', 'enrolled')), '2026-01-05')).toBeUndefined();
  });

  test('by the newest word that stands; of school age also without one; never if she was taken back', () => {
    const mistaken = seen('2026-11-01', 'enrolled', { isTakenBack: true });
    expect(whyAsk(girl(2014, seen('2026-01-01', 'enrolled'), mistaken), '2026-11-26')).toBe('old');
    expect(whyAsk(girl(2014, mistaken), '2026-11-26')).toBe('never');
    expect(whyAsk(girl(2004, mistaken), '2026-11-26')).toBeUndefined();
    expect(whyAsk({ ...girl(2014, mistaken), isTakenBack: true }, '2026-11-26')).toBeUndefined();
  });
});

test('the class is asked at an age of changing school alone; who is 14 or older may have finished', () => {
  expect(stagesToAsk(girl(2016), '2026-11-26')).toEqual(['primary', 'upper_primary']);
  expect(stagesToAsk(girl(2012), '2026-11-26')).toEqual(['upper_primary', 'secondary']);
  expect(stagesToAsk(girl(2010), '2026-11-26')).toEqual(['secondary', 'higher_secondary', 'vocational']);
  expect(stagesToAsk(girl(2013), '2026-11-26')).toEqual([]);
  expect(statusesToOffer(girl(2013), '2026-11-26')).not.toContain('completed');
  expect(statusesToOffer(girl(2012), '2026-11-26')).toContain('completed');
});

describe('a case is proposed', () => {
  const left = (reason: Observation['reason'], more: Partial<Child> = {}): Child => ({
    ...girl(2011, seen('2026-06-01', 'enrolled'), seen('2026-11-20', 'not_enrolled', { reason })),
    ...more,
  });
  test.each([
    ['marriage', {}, { kind: 'crisis', priority: 'urgent' }],
    ['work', {}, { kind: 'crisis', priority: 'normal' }],
    ['cost', {}, undefined],
    [undefined, {}, undefined],
    ['marriage', { gender: 'male' }, undefined],
    ['marriage', { gender: 'undisclosed' }, { kind: 'crisis', priority: 'urgent' }],
    ['marriage', { isTakenBack: true }, undefined],
    ['marriage', { birthYear: 2009 }, { kind: 'crisis', priority: 'urgent' }],
    ['marriage', { birthYear: 2008 }, undefined],
  ] as const)('for a girl who left for %s %j: %j', (reason, more, proposal) => {
    expect(proposedCase(left(reason, more), '2026-11-26')).toEqual(proposal);
  });

  test('only while she is said to have left, and until a case of her mother’s is opened', () => {
    const back = left('marriage');
    const returned = { ...back, schooling: [...back.schooling, seen('2026-11-25', 'enrolled')] };
    expect(proposedCase(returned, '2026-11-26')).toBeUndefined();
    const file = (openedOn: string, memberId = 'padma') => ({ openedOn, memberId });
    expect(hasCaseSince(back, 'padma', [file('2026-11-19'), file('2026-11-26', 'sita')])).toBe(false);
    expect(hasCaseSince(back, 'padma', [file('2026-11-20')])).toBe(true);
  });
});

describe('her children with what this phone has not sent', () => {
  const operation = (
    what: Operation['what'],
    body: Operation['body'] & { id: string },
    entities: string[],
  ): Operation => ({
    id: body.id,
    form: 1,
    what,
    path: '',
    body,
    entities,
    order: 1,
    state: 'waiting',
  });
  const member = { id: 'padma', children: [girl(2014, seen('2026-05-01', 'enrolled'))] };

  test('have the new words in their place, once each', () => {
    const late = operation('schooling', { id: 'late', on: '2026-04-30', status: 'irregular' }, [
      'girl',
      'padma',
    ]);
    const now = operation(
      'schooling',
      { id: 'now', on: '2026-11-26', status: 'not_enrolled', reason: 'cost' },
      ['girl', 'padma'],
    );
    const others = operation('schooling', { id: 'other', on: '2026-11-26', status: 'enrolled' }, [
      'x',
      'sita',
    ]);
    const [child] = childrenOf(member, [late, now, others, now]);
    expect(child?.schooling.map(({ id }) => id)).toEqual(['late', '2026-05-01 enrolled', 'now']);
    expect(child && newestObservationOf(child)).toMatchObject({ status: 'not_enrolled', reason: 'cost' });
  });

  test('are more by a new one, whose first word is of the day she was recorded', () => {
    const id = v7({ msecs: Date.parse('2026-11-25T19:00:00Z') });
    const added = operation('child', { id, birthYear: 2020, gender: 'male', inSchool: false }, [id, 'padma']);
    const children = childrenOf(member, [added]);
    expect(children).toHaveLength(2);
    // Already the next day in India.
    expect(children[1]).toMatchObject({
      gender: 'male',
      schooling: [{ on: '2026-11-26', status: 'not_enrolled' }],
    });
    expect(childrenOf({ id: 'padma', children }, [added])).toHaveLength(2);
  });

  test('show what was taken back as taken back', () => {
    const back = (of: string) => operation('entry_reversal', { id: `back ${of}`, of }, ['girl', 'padma']);
    const [child] = childrenOf(member, [back('2026-05-01 enrolled')]);
    expect(child).toMatchObject({ isTakenBack: false, schooling: [{ isTakenBack: true }] });
    expect(childrenOf(member, [back('girl')])[0]?.isTakenBack).toBe(true);
    expect(childrenOf({ id: 'padma' }, [back('girl')])).toEqual([]);
  });
});

test.each([
  ['2014', true],
  ['1900', true],
  ['2026', true],
  ['2027', false],
  ['1899', false],
  ['14', false],
  ['20I4', false],
])('%s as a year of birth: %s', (text, isRight) => {
  expect(isBirthYear(text, '2026-11-26')).toBe(isRight);
});
