import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  maxAgeChanges,
  maxChildren,
  maxConsents,
  maxFormerCollectives,
  maxObservations,
  maxOffices,
} from '../../functions/areas/members/record-limits.ts';
import { rosterInput } from '../../functions/areas/outreach/schema.ts';
import { personInput } from '../../functions/areas/people/schema.ts';
import { maxSteps } from '../../functions/areas/requests/rules.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import { maxLoansInAccount, sheetLimits } from '../../functions/shared/kinds/book-limits.ts';
import { maxOfOverseers } from '../../functions/shared/member-counts/max-by-person.ts';
import { districtNames } from '../../functions/shared/reach/districts.ts';
import { accountKey, groupMoneyKey } from '../../functions/shared/table/keys/collectives.ts';
import { memberKey, requestKey } from '../../functions/shared/table/keys/members.ts';
import { createGroup, createSavingsSend, must } from '../books/group.ts';
import { borrowingOf, loan, sheetOf } from '../books/sheets.ts';
import { consentTo, coordinator, openScene, type Scene } from '../members/scene.ts';
import { itemBytes, maxItemBytes } from '../support/item-size.ts';

/*
 * An item holds at most 400 KB. For each kind of record that callers make longer: one of each thing that it lists comes by the routes, with the
 * longest texts, and is copied up to the limit. So full, it is written as it lies there. Cases have their own: test/cases/limits.test.ts.
 */

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.records.close());

/** The longest text of so many characters: each a letter of four bytes. */
const longest = (characters: number): string => '𠀀'.repeat(characters);
const tooMany = { status: 422, body: { code: 'too_many' } };
const copies = <Value>(value: Value, count: number): Value[] => Array.from({ length: count }, () => value);
const accepted = async (reply: Promise<{ readonly status: number }>) =>
  expect(await reply).toMatchObject({ status: 201 });

describe('a full record of a member', () => {
  /** One of each thing that a record lists, each taken back. */
  const withOneOfEach = async () => {
    const text = longest(120);
    const { id, children } = await scene.enrolled({
      name: text,
      mandal: text,
      category: 'trafficking_survivor',
      consents: [consentTo('services', { noticeVersion: text, givenBy: 'child_welfare_committee' })],
    });
    const observation = {
      id: newId(),
      on: '2026-10-01',
      status: 'not_enrolled',
      stage: 'higher_secondary',
      reason: 'documents',
    };
    const office = {
      id: newId(),
      body: 'government_committee',
      office: 'secretary',
      from: '2026-01-01',
      to: '2026-09-30',
    };
    const childId = children[0]?.id ?? '';
    const observed = await scene.observe(id, childId, observation);
    expect(observed).toMatchObject({ status: 201 });
    const added = await scene.addOffice(id, office);
    expect(added).toMatchObject({ status: 201 });
    for (const of of [observation.id, office.id, childId]) {
      await accepted(scene.reverse(id, { id: newId(), of, reason: text }));
    }
    return id;
  };

  test('is written, takes no more, and is left and taken back as ever', async () => {
    const id = await withOneOfEach();
    const key = memberKey(id);
    const lists = z.looseObject({
      version: z.number(),
      consents: z.tuple([z.unknown()], z.unknown()),
      offices: z.tuple([z.unknown()]),
      children: z.tuple([
        z.looseObject({
          id: z.string(),
          schooling: z.array(z.looseObject({ takenBack: z.unknown().optional() })),
        }),
      ]),
    });
    const item = lists.parse(await scene.records.table.get(key));
    const [child] = item.children;
    const observation = child.schooling.find(({ takenBack }) => takenBack !== undefined);
    const standing = { ...child, id: newId(), schooling: [], takenBack: undefined };
    const full = {
      ...item,
      ...key,
      consents: copies(item.consents[0], maxConsents),
      offices: copies(item.offices[0], maxOffices),
      children: [
        standing,
        { ...child, schooling: copies(observation, maxObservations) },
        ...copies({ ...child, schooling: [] }, maxChildren - 2),
      ],
      ageChanges: copies({ on: '2026-10-01', by: coordinator.personId, from: 1990, to: 2010 }, maxAgeChanges),
      formerCollectives: Array.from({ length: maxFormerCollectives }, () => newId()),
    };
    // Far enough below it to hold the reason why she leaves, and those of a child that is taken back.
    expect(itemBytes(full) + 10_000).toBeLessThan(maxItemBytes);
    await scene.records.table.put(full);
    const elsewhere = await scene.formCollective();
    expect(await scene.change(id, item.version, { collectiveId: elsewhere })).toMatchObject(tooMany);
    expect(await scene.change(id, item.version, { birthYear: 2012 })).toMatchObject({ status: 422 });
    expect(await scene.agree(id, consentTo('sharing'))).toMatchObject(tooMany);
    expect(
      await scene.addChild(id, { id: newId(), birthYear: 2015, gender: 'female', inSchool: true }),
    ).toMatchObject(tooMany);
    await accepted(scene.reverse(id, { id: newId(), of: standing.id, reason: longest(120) }));
    await accepted(scene.exit(id, { exitedOn: '2026-10-14', reason: longest(120) }));
  });

  test('takes so many changes of age and no more', async () => {
    const { id, version } = await scene.enrolled({ birthYear: 1990, children: [], joinedOn: '2026-04-01' });
    const item = await scene.records.table.get(memberKey(id));
    const before = { on: '2026-10-01', by: coordinator.personId, from: 1990, to: 2010 };
    await scene.records.table.put({
      ...memberKey(id),
      ...item,
      consents: [],
      ageChanges: copies(before, maxAgeChanges - 1),
    });
    expect(await scene.change(id, version, { birthYear: 2010 })).toMatchObject({ status: 200 });
    expect(await scene.change(id, version + 1, { birthYear: 1990 })).toMatchObject({
      ...tooMany,
      body: { errors: [{ path: 'birthYear' }] },
    });
    expect(await scene.change(id, version + 1, { birthYear: 2009 })).toMatchObject({ status: 200 });
  });
});

test('a full request of a member is written, and taken back', async () => {
  const { id: memberId } = await scene.enrolled();
  const sent = { path: { id: memberId }, caller: coordinator };
  const request = { id: newId(), kind: 'correction', on: '2026-10-01', via: 'spoken', text: longest(2_000) };
  await accepted(scene.send({ route: 'POST /api/members/{id}/requests', ...sent, body: request }));
  const step = () => ({ id: newId(), on: '2026-10-02', step: 'acknowledged', text: longest(2_000) });
  const answer = (body: object) =>
    scene.send({
      route: 'POST /api/members/{id}/requests/{requestId}/steps',
      path: { id: memberId, requestId: request.id },
      caller: coordinator,
      body,
    });
  await accepted(answer(step()));
  const key = requestKey(memberId, request.id);
  const item = z.looseObject({ steps: z.array(z.unknown()) }).parse(await scene.records.table.get(key));
  const full = { ...item, ...key, steps: copies(item.steps[0], maxSteps) };
  expect(itemBytes(full)).toBeLessThan(maxItemBytes);
  await scene.records.table.put(full);
  expect(await answer(step())).toMatchObject(tooMany);
  await accepted(scene.reverse(memberId, { id: newId(), of: request.id, reason: longest(120) }));
});

describe('the books', () => {
  const terms = { ratePerMonthBasisPoints: 1_000, instalments: 60, firstDueOn: '2199-12-31' };

  test('of a full account and of a group with all its borrowings stay far below it', async () => {
    const group = await createGroup(scene.records);
    const send = createSavingsSend(scene.records);
    const [first = ''] = group.members;
    const { collectiveId } = group;
    const to = { path: { id: collectiveId }, caller: coordinator };
    const borrowing = borrowingOf(1_000_000_000, { source: 'stree_nidhi', ...terms });
    await accepted(send({ route: 'POST /api/collectives/{id}/borrowings', ...to, body: borrowing }));
    const lent = loan(first, 1_000_000_000, newId(), { purpose: 'livelihood', ...terms });
    await accepted(
      send({
        route: 'POST /api/collectives/{id}/meetings',
        ...to,
        body: sheetOf([lent], { lines: [{ kind: 'other_income', amountPaise: 1_000_000_000 }] }),
      }),
    );
    const account = z
      .looseObject({ loans: z.record(z.string(), z.unknown()) })
      .parse(await scene.records.table.get(accountKey(collectiveId, first)));
    const [stored] = Object.values(account.loans);
    const loans = Object.fromEntries(
      Array.from({ length: maxOfOverseers(maxLoansInAccount) }, () => [newId(), stored]),
    );
    expect(itemBytes({ ...account, loans })).toBeLessThan(maxItemBytes / 2);
    const money = z
      .looseObject({ borrowings: z.record(z.string(), z.unknown()) })
      .parse(await scene.records.table.get(groupMoneyKey(collectiveId)));
    const [owed] = Object.values(money.borrowings);
    // A hundred and fifty are recorded one by one, and an opening brings twenty more.
    const borrowings = Object.fromEntries(Array.from({ length: 170 }, () => [newId(), owed]));
    expect(itemBytes({ ...money, borrowings })).toBeLessThan(maxItemBytes / 4);
  });

  test('of the largest sheet that a request can hold: its item, its lines in the journal, and its reversal', async () => {
    const group = await createGroup(scene.records, 20);
    const send = createSavingsSend(scene.records);
    const to = { path: { id: group.collectiveId }, caller: coordinator };
    // The first three have keys already.
    for (const memberId of group.members.slice(3)) {
      await must(scene.records.table, [(await scene.records.vault.createKey(`member:${memberId}`)).write]);
    }
    const loans = group.members.map((memberId) => ({ memberId, loanId: newId() }));
    const given = loans.map(({ memberId, loanId }) => loan(memberId, 50_000, loanId));
    const loanAndIncome = sheetOf(given, {
      lines: [{ kind: 'other_income', amountPaise: 1_000_000 }],
    });
    await accepted(send({ route: 'POST /api/collectives/{id}/meetings', ...to, body: loanAndIncome }));
    // As many entries of each member as a sheet takes. Long reasons grow as they are encrypted.
    for (const reason of [longest(120), 'x']) {
      const entries = loans.flatMap((lent) =>
        copies({ ...lent, kind: 'write_off', amountPaise: 1, reason } as const, sheetLimits.entriesOfMember),
      );
      const sheet = sheetOf(entries);
      expect(entries).toHaveLength(sheetLimits.entries);
      await accepted(send({ route: 'POST /api/collectives/{id}/meetings', ...to, body: sheet }));
      await accepted(
        send({
          route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
          path: { id: group.collectiveId, meetingId: sheet.id },
          caller: coordinator,
          body: { id: newId(), reason: longest(120) },
        }),
      );
    }
    const sizes = (await scene.records.scan()).map(itemBytes);
    expect(Math.max(...sizes)).toBeLessThan(maxItemBytes - 10_000);
  });
});

test('a person, and a roster, have lists that end', () => {
  const person = { id: newId(), name: 'మంజుల', role: 'leader', locale: 'te', districts: districtNames };
  const collectives = (count: number) => Array.from({ length: count }, () => newId());
  expect(personInput.safeParse({ ...person, collectives: collectives(93) }).success).toBe(false);
  const full = personInput.parse({ ...person, name: longest(120), collectives: collectives(92) });
  expect(itemBytes(full)).toBeLessThan(maxItemBytes / 10);
  const participants = (count: number) =>
    Array.from({ length: count }, () => ({ memberId: newId(), role: 'participant' }));
  expect(rosterInput.safeParse({ participants: participants(101) }).success).toBe(false);
  expect(itemBytes(rosterInput.parse({ participants: participants(100) }))).toBeLessThan(maxItemBytes / 10);
});
