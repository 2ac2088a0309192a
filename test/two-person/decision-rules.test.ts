import { describe, expect, test } from 'vitest';
import { roles } from '../../functions/domain/roles.ts';
import { needsTwoPersons } from '../../functions/people/access-approval.ts';
import {
  matters,
  mayDecide,
  twoPersonRule,
  validateDecider,
  validateWithdrawer,
} from '../../functions/two-person/decision-rules.ts';

/** As the design has it, and not as the code. */
const design = {
  person: { asks: 'administrator', decides: ['administrator', 'auditor'] },
  sign_in: { asks: 'administrator', decides: ['administrator', 'auditor'] },
  member_erasure: { asks: 'auditor', decides: ['coordinator'] },
  person_erasure: { asks: 'auditor', decides: ['administrator'] },
  data_handover: { asks: 'administrator', decides: ['auditor'] },
} as const;

const kinds = ['person', 'sign_in', 'erasure', 'erasure', 'data_handover'];

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

  test('lets nobody erase herself', () => {
    const approval = { matter: 'person_erasure', askedBy: 'a', subject: 'b' } as const;
    expect(validateDecider(approval, { personId: 'b', role: 'administrator' })?.kind).toBe('forbidden');
  });
});

describe('two persons are needed', () => {
  const trusted = ['administrator', 'coordinator', 'auditor'];

  test.each(roles)('to add one of three roles, and nobody else: %s', (role) => {
    expect(needsTwoPersons({ role, disabled: false })).toBe(trusted.includes(role));
  });

  const standings = roles.flatMap((role) => [false, true].map((disabled) => ({ role, disabled })));
  const changes = standings.flatMap((before) => standings.map((after) => ({ before, after })));

  test('for a change into one of them or an enabling, and for no other of all changes', () => {
    const alone = changes.filter(({ before, after }) => !needsTwoPersons(after, before));
    for (const { before, after } of alone) {
      const becomes = trusted.includes(after.role) && before.role !== after.role;
      const isBack = trusted.includes(after.role) && before.disabled && !after.disabled;
      expect(becomes || isBack, JSON.stringify({ before, after })).toBe(false);
    }
    // Whatever takes something away is one person's: a stolen phone does not wait.
    for (const { before, after } of changes) {
      if (!trusted.includes(after.role) || (before.role === after.role && after.disabled)) {
        expect(needsTwoPersons(after, before)).toBe(false);
      }
    }
    expect(changes.length - alone.length).toBe(3 * (5 * 4 + 1));
  });
});
