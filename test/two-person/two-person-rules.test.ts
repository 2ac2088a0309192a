import { describe, expect, test } from 'vitest';
import { needsTwoPersons } from '../../functions/areas/people/rules.ts';
import type { District } from '../../functions/shared/reach/districts.ts';
import { roles } from '../../functions/shared/reach/roles.ts';
import { knownByAfter, sameHandUntil } from '../../functions/shared/two-person/one-hand-rules.ts';
import {
  gainsTrust,
  matters,
  mayDecide,
  twoPersonRule,
  validateDecider,
  validateWithdrawer,
} from '../../functions/shared/two-person/two-person-rules.ts';

/** As the design has it, and not as the code. */
const design = {
  person: { asks: 'administrator', decides: ['administrator', 'auditor'] },
  sign_in: { asks: 'administrator', decides: ['administrator', 'auditor'] },
  member_erasure: { asks: 'auditor', decides: ['coordinator'] },
  person_erasure: { asks: 'auditor', decides: ['administrator'] },
  data_handover: { asks: 'administrator', decides: ['auditor'] },
  join: { asks: 'coordinator', decides: ['coordinator', 'auditor'] },
  parting: { asks: 'coordinator', decides: ['coordinator', 'auditor'] },
} as const;

const kinds = ['person', 'sign_in', 'erasure', 'erasure', 'data_handover', 'join', 'parting'];

describe('the two-person rule', () => {
  test('has a row for each matter, asked for and decided by whom the design names', () => {
    expect(Object.keys(twoPersonRule)).toEqual([...matters]);
    expect(matters.map((matter) => twoPersonRule[matter].kind)).toEqual(kinds);
    for (const matter of matters) {
      expect(twoPersonRule[matter].asks).toBe(design[matter].asks);
      const deciders: readonly string[] = design[matter].decides;
      for (const role of roles)
        expect(mayDecide(matter, role), `${matter} ${role}`).toBe(deciders.includes(role));
    }
  });

  test.each(matters)(
    'never lets her decide who asked, and tells nobody else of it but those who decide: %s',
    (matter) => {
      const approval = { matter, askedBy: 'a', subject: 's' };
      for (const role of roles) {
        expect(validateDecider(approval, { personId: 'a', role })?.kind).toBe('forbidden');
        expect(validateDecider(approval, { personId: 'b', role })?.kind).toBe(
          mayDecide(matter, role) ? undefined : 'not_found',
        );
      }
    },
  );

  test.each(matters)('lets her alone take it back who asked: %s', (matter) => {
    const approval = { matter, askedBy: 'a' };
    for (const role of roles) {
      expect(validateWithdrawer(approval, { personId: 'a', role })).toBeUndefined();
      expect(validateWithdrawer(approval, { personId: 'b', role })?.kind).toBe(
        mayDecide(matter, role) ? 'forbidden' : 'not_found',
      );
    }
  });

  const now = new Date('2026-10-15T06:30:00Z');
  const lately = '2026-09-15T06:30:01Z';
  const longAgo = '2026-09-15T06:30:00Z';
  const of = (personId: string, knower?: string, at = lately) => ({
    personId,
    ...(knower === undefined ? {} : { passwordKnownBy: { [knower]: at } }),
  });

  test.each([
    ['one made the other’s password', of('a'), of('b', 'a')],
    ['a third made both', of('a', 'c'), of('b', 'c')],
  ])('takes two people for one hand where %s, for thirty days', (_, one, other) => {
    const until = new Date('2026-10-15T06:30:01Z');
    expect(sameHandUntil(one, other, now)).toEqual(until);
    expect(sameHandUntil(other, one, now)).toEqual(until);
    expect(sameHandUntil(one, other, until)).toBeUndefined();
  });

  test.each([
    ['nobody made either’s', of('a'), of('b')],
    ['each made her own', of('a', 'a'), of('b', 'b')],
    ['different people made them', of('a', 'c'), of('b', 'd')],
    ['it was thirty days ago', of('a', 'c'), of('b', 'c', longAgo)],
  ])('takes them for two where %s', (_, one, other) => {
    expect(sameHandUntil(one, other, now)).toBeUndefined();
    expect(sameHandUntil(other, one, now)).toBeUndefined();
  });

  test.each([
    ['her maker alone', of('b'), of('a'), ['a']],
    ['whoever could have acted as her maker', of('c'), of('b', 'a'), ['a', 'b']],
    ['the earlier maker too: she could have asked for the new one', of('b', 'a'), of('c'), ['a', 'c']],
    ['nobody from thirty days ago', of('c', 'x', longAgo), of('b', 'y', longAgo), ['b']],
    ['never herself', of('a'), of('b', 'a'), ['b']],
  ])('notes with a new password who could have known one: %s', (_, person, maker, known) => {
    const after = { personId: person.personId, passwordKnownBy: knownByAfter(person, maker, now) };
    expect(Object.keys(after.passwordKnownBy).sort()).toEqual(known);
    for (const id of known) expect(sameHandUntil(after, of(id), now)).toBeDefined();
  });

  test('counts the thirty days of an indirect maker from the password that she could have known', () => {
    const chained = knownByAfter(of('c'), of('b', 'a'), now);
    expect(sameHandUntil({ personId: 'c', passwordKnownBy: chained }, of('a'), now)).toEqual(
      new Date('2026-11-14T06:30:00Z'),
    );
  });

  test.each([
    ['person', 'administrator'],
    ['person', 'auditor'],
    ['sign_in', 'administrator'],
    ['sign_in', 'auditor'],
    ['person_erasure', 'administrator'],
  ] as const)('lets nobody decide about herself: %s, %s', (matter, role) => {
    const approval = { matter, askedBy: 'a', subject: 'b' };
    expect(validateDecider(approval, { personId: 'b', role })?.kind).toBe('forbidden');
  });
});

describe('two persons are needed', () => {
  const trusted = ['administrator', 'coordinator', 'auditor'];

  test.each(roles)('to add one of three roles, and nobody else: %s', (role) => {
    expect(needsTwoPersons({ role, disabled: false, districts: [] })).toBe(trusted.includes(role));
  });

  const standings = roles.flatMap((role) =>
    [false, true].map((disabled) => ({ role, disabled, districts: [] })),
  );
  const changes = standings.flatMap((before) => standings.map((after) => ({ before, after })));

  test('for a change into one of them or out of it or an enabling, and for no other of all changes', () => {
    for (const { before, after } of changes) {
      const isMoved = before.role !== after.role;
      const moves = isMoved && [before, after].some(({ role }) => trusted.includes(role));
      const isBack = trusted.includes(after.role) && before.disabled && !after.disabled;
      expect(needsTwoPersons(after, before), JSON.stringify({ before, after })).toBe(moves || isBack);
    }
  });

  test('for other districts of a coordinator, and of nobody else: none are the whole state', () => {
    const areas: District[][] = [[], ['Guntur'], ['Guntur', 'Palnadu']];
    for (const role of roles) {
      for (const before of areas) {
        for (const after of areas) {
          const standing = { role, disabled: false };
          const isOther = before.length !== after.length;
          const needs = needsTwoPersons(
            { ...standing, districts: after },
            { ...standing, districts: before },
          );
          expect(needs, JSON.stringify({ role, before, after })).toBe(role === 'coordinator' && isOther);
        }
      }
    }
    const named = (districts: District[]) => ({ role: 'coordinator' as const, disabled: false, districts });
    expect(needsTwoPersons(named(['Palnadu', 'Guntur']), named(['Guntur', 'Palnadu']))).toBe(false);
    expect(needsTwoPersons({ ...named(['Guntur']), disabled: true }, named(['Palnadu']))).toBe(true);
  });

  test('for no disabling: a stolen laptop does not wait', () => {
    for (const role of roles) {
      expect(
        needsTwoPersons({ role, disabled: true, districts: [] }, { role, disabled: false, districts: [] }),
      ).toBe(false);
    }
  });

  test('and whoever gets such a role loses her way in: she may share her password with whoever made it', () => {
    for (const { before, after } of changes) {
      const gets = trusted.includes(after.role) && before.role !== after.role;
      const isBack = trusted.includes(after.role) && before.disabled && !after.disabled;
      expect(gainsTrust(after, before), JSON.stringify({ before, after })).toBe(gets || isBack);
      if (gainsTrust(after, before)) expect(needsTwoPersons(after, before)).toBe(true);
    }
  });
});
