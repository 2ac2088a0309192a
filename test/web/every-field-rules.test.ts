import { compileMessage } from '@lingui/message-utils/compileMessage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  memberFields,
  notOnCaseworkersPhone,
  notOnLeadersPhone,
} from '../../functions/areas/members/definition.ts';
import { type Field, isSealed } from '../../functions/shared/definition/define.ts';
import { refresh as refreshCaseworker } from '../../web/src/caseworker/refresh.ts';
import { women } from '../../web/src/caseworker/row-kinds.ts';
import { wordOfField } from '../../web/src/desks/audit/log-words.ts';
import { labelOfField } from '../../web/src/desks/frame/forms/field-labels.ts';
import { sheetForms } from '../../web/src/desks/import/read/sheet-forms.ts';
import { memberRequests } from '../../web/src/desks/import/send/requests.ts';
import { factsOf, memberChangeOf, memberFieldsOf } from '../../web/src/desks/members/desk-fields.ts';
import { messagesInUse } from '../../web/src/i18n/language.ts';
import { recordEnrolment } from '../../web/src/leader/enrol/record-enrolment.ts';
import { enrolmentOf } from '../../web/src/leader/outbox/correct-refused.ts';
import { refresh as refreshLeader } from '../../web/src/leader/refresh.ts';
import { enrolmentDrafts, members } from '../../web/src/leader/row-kinds.ts';
import words from '../../web/src/members/messages.json' with { type: 'json' };
import type { NewOperation } from '../../web/src/outbox/operation.ts';
import { herTexts } from '../../web/src/phone/her-texts.ts';
import { sentencesOf } from '../../web/src/record/sentences.ts';
import { packStates } from '../../web/src/workspace/row-kinds.ts';
import { apiOver, createRows } from './support/records.ts';

/*
 * Every field of a member in the client: what is typed is sent, what is told is kept and shown. The fields are those of the definition, so a new one is
 * tried without being named here.
 */

const fields = Object.entries<Field>(memberFields);
const namesWhere = (isWanted: (field: Field) => boolean): string[] =>
  fields.filter(([, field]) => isWanted(field)).map(([name]) => name);
const told = namesWhere((field) => field.told !== 'nobody');
const toldTexts = namesWhere((field) => isSealed(field) && field.told !== 'nobody');
const changeable = namesWhere(({ sent }) => sent === 'changes');
const typed = namesWhere((field) => isSealed(field) && field.sent === 'changes');

/** A text of each sealed field that stands nowhere else; a telephone number where only that is accepted. */
const marks: Readonly<Record<string, string>> = Object.fromEntries(
  fields.flatMap(([name, field], place) => {
    if (!isSealed(field)) return [];
    const mark = [`Marked ${name}`, `+91 98480 ${10_000 + place}`].find(
      (one) => field.is.safeParse(one).success,
    );
    return [[name, mark ?? `Marked ${name}`]];
  }),
);
const some = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, marks[name]]));

/** A member as answers have her, with something in each field. */
const her: Readonly<Record<string, unknown>> = {
  id: 'w',
  code: 'M-1',
  birthYear: 1990,
  gender: 'female',
  category: 'undisclosed',
  district: 'Guntur',
  collectiveId: 'hers',
  joinedOn: '2026-04-01',
  leaderSince: '2026-05-01',
  consents: [],
  children: [],
  offices: [],
  withdrawnOn: '2026-06-01',
  exitedOn: '2026-07-01',
  joined: [{ id: 'o', code: 'M-2' }],
  ageChanges: [],
  createdAt: '2026-04-01T00:00:00Z',
  createdBy: 'p',
  version: 1,
  ...marks,
};

test('a member of the tests has something in each field', () => {
  expect(told.filter((name) => her[name] === undefined)).toEqual([]);
});

describe('a phone', () => {
  const pack = {
    since: 's',
    collectives: [],
    loans: [],
    loansLeftOut: [],
    entitlements: [],
    cases: [],
    questions: [],
    agenda: { items: [] },
  };

  test.each([
    ['a leader’s', refreshLeader, members, { ...pack, members: [her] }, notOnLeadersPhone],
    [
      'a caseworker’s',
      refreshCaseworker,
      women,
      {
        ...pack,
        collectives: undefined,
        unassigned: [],
        members: [
          Object.fromEntries(Object.entries(her).filter(([name]) => !(name in notOnCaseworkersPhone))),
        ],
      },
      notOnCaseworkersPhone,
    ],
  ] as const)('of %s keeps and shows what its pack tells of her', async (_, refresh, kind, answer, left) => {
    const rows = createRows();
    await refresh(
      apiOver((path) =>
        path.startsWith('/api/me/pack') ? JSON.parse(JSON.stringify(answer)) : { items: [] },
      ),
      rows,
      () => 0,
    );
    const row = rows.get<{ readonly id: string; readonly name: string; readonly version: number }>(kind, 'w');
    const kept = told.filter((name) => !(name in left));
    expect(kept.filter((name) => Object(row)[name] === undefined)).toEqual([]);
    const keptTexts = kept.filter((name) => toldTexts.includes(name));
    expect(row).toMatchObject(some(keptTexts));
    const onBoth = keptTexts.filter((name) => !(name in notOnLeadersPhone) && name !== 'name');
    const shown = row === undefined ? '' : herTexts(row).join('\n');
    expect(onBoth.filter((name) => !shown.includes(marks[name] ?? ''))).toEqual([]);
  });

  test.each([
    ['a leader', refreshLeader, { ...pack, members: [] }],
    ['a caseworker', refreshCaseworker, { ...pack, collectives: undefined, unassigned: [], members: [] }],
  ] as const)('of %s reads all anew if an earlier release stored other texts', async (_, refresh, answer) => {
    const rows = createRows();
    const asked: string[] = [];
    const api = apiOver((path) => {
      asked.push(path);
      return JSON.parse(JSON.stringify(answer));
    });
    await refresh(api, rows, () => 0);
    await refresh(api, rows, () => 0);
    const { since = '' } = rows.get(packStates, 'all') ?? {};
    await rows.put(packStates, 'all', { since, texts: 'a text of former days' });
    await refresh(api, rows, () => 0);
    expect(asked).toEqual(['/api/me/pack', '/api/me/pack?since=s', '/api/me/pack']);
  });

  test('of a leader sends each text that was typed of a new woman, and gets it back to correct', async () => {
    const typedOnPhone = typed.filter((name) => name !== 'mandal');
    const draft = enrolmentDrafts.schema.parse({
      id: 'w',
      collectiveId: 'hers',
      birthYear: '1990',
      gender: 'female',
      category: 'undisclosed',
      services: true,
      reporting: true,
      servicesId: 's',
      reportingId: 'r',
      page: 0,
      ...some(typedOnPhone),
    });
    const sent: NewOperation[] = [];
    const nothing = async () => {};
    const workspace = {
      record: async (operation: NewOperation) => void sent.push(operation),
      rows: { put: nothing, remove: nothing },
    };
    const group = { id: 'hers', district: 'Guntur', mandal: 'Tenali' };
    await recordEnrolment(workspace as never, { draft, year: 1990, isMinor: false }, group as never);
    const [operation] = sent;
    expect(operation?.body).toMatchObject(some(typedOnPhone));
    expect(operation && enrolmentOf(operation)).toMatchObject(some(typedOnPhone));
  });
});

describe('the desk', () => {
  const form = new FormData();
  for (const name of changeable) form.set(name, String(her[name]));

  test('sends each field of the form that enrols a woman, and of the one that changes her record', () => {
    const values = Object.fromEntries(changeable.map((name) => [name, her[name]]));
    expect(memberFieldsOf(form)).toEqual(values);
    expect(memberChangeOf(form)).toEqual(values);
  });

  test('tells each of her texts on her page', () => {
    const shown = factsOf(her as never, 'en').map(([, value]) => value);
    // Her name is the title, and why she left stands beside the day.
    const facts = toldTexts.filter((name) => name !== 'name' && name !== 'exitReason');
    expect(facts.filter((name) => !shown.includes(marks[name] ?? ''))).toEqual([]);
  });

  test('has a word for each field that a form asks for, and each that a log names', () => {
    expect(changeable.filter((name) => labelOfField(name) === undefined)).toEqual([]);
    expect([...changeable, ...toldTexts].filter((name) => wordOfField(name) === undefined)).toEqual([]);
  });

  test('imports each text from a column of its own', () => {
    expect(typed.filter((name) => !(name in sheetForms.members.columns))).toEqual([]);
    const values = Object.fromEntries(changeable.map((name) => [name, her[name]]));
    const [row, consent] = [{ values }, { values: { on: '2026-04-01', method: 'spoken', services: 'yes' } }];
    const refs = {
      workbook: { groupOf: new Map([[row, { knownGroup: { id: 'hers', mandal: 'Tenali' } }]]) },
      rowIds: {
        ids: new Map([
          [row, ['w']],
          [consent, ['c', 'd', 'e']],
        ]),
      },
    };
    const [call] = memberRequests(refs as never, row as never, consent as never);
    expect(call?.body).toMatchObject(some(typed));
  });
});

describe('the record that is told to her', () => {
  const inUse: Record<string, unknown> = messagesInUse();
  const before = { ...inUse };
  beforeAll(() => {
    for (const [key, { en }] of Object.entries(words)) inUse[key] = compileMessage(en);
  });
  afterAll(() => {
    for (const key of Object.keys(words)) delete inUse[key];
    Object.assign(inUse, before);
  });

  test('says each of her texts in a sentence', () => {
    const said = sentencesOf({ member: her } as never, true, 'en').join('\n');
    expect(toldTexts.filter((name) => !said.includes(marks[name] ?? ''))).toEqual([]);
  });

  test('on paper without her name says nothing that names her, or leads to her', () => {
    const said = sentencesOf({ member: her } as never, false, 'en').join('\n');
    expect(toldTexts.filter((name) => said.includes(marks[name] ?? ''))).toEqual(['mandal', 'exitReason']);
  });
});
