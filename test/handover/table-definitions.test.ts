import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { storedAccount } from '../../functions/areas/accounts/account.ts';
import { storedGroupMoney } from '../../functions/areas/accounts/group-money.ts';
import { storedMove } from '../../functions/areas/accounts/stored-move.ts';
import { opening } from '../../functions/areas/books/opening-schema.ts';
import { storedMeeting, storedVoucher } from '../../functions/areas/books/sheet-schema.ts';
import { emergencyAccessFields } from '../../functions/areas/cases/definition.ts';
import { storedCaseEvent } from '../../functions/areas/cases/event-schema.ts';
import { caseRecord } from '../../functions/areas/cases/schema.ts';
import { collective } from '../../functions/areas/collectives/schema.ts';
import { storedDemand } from '../../functions/areas/demands/schema.ts';
import { storedErasure } from '../../functions/areas/erasure/schema.ts';
import { storedMember, storedTalk } from '../../functions/areas/members/schema.ts';
import { outreach } from '../../functions/areas/outreach/schema.ts';
import { storedPerson } from '../../functions/areas/people/schema.ts';
import { baselines, narrative, targets, terms } from '../../functions/areas/programme/schema.ts';
import { storedQuestion } from '../../functions/areas/questions/schema.ts';
import { storedRequest } from '../../functions/areas/requests/schema.ts';
import { storedPair } from '../../functions/areas/same-women/schema.ts';
import { tablesOf } from '../../functions/jobs/packing/csv-tables.ts';
import type { TableDefinition } from '../../functions/jobs/packing/define-table.ts';
import { readableKinds } from '../../functions/jobs/packing/readable-kinds.ts';
import { grievances } from '../../functions/jobs/packing/record-kinds.ts';
import { tableDefinitions } from '../../functions/jobs/packing/table-definitions.ts';
import { explanation } from '../../functions/months/closing/schema.ts';
import { registered } from '../../functions/months/publishing/read-register.ts';
import { storedOf } from '../../functions/shared/definition/schemas.ts';
import { approval, approvalFacts } from '../../functions/shared/two-person/approval-schema.ts';

/** The schemas of stored records, with what a table takes from the key, and without what does not travel. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  collectives: collective,
  'group-money': storedGroupMoney.extend({ collectiveId: z.string() }),
  accounts: storedAccount,
  meetings: storedMeeting.extend({ collectiveId: z.string() }),
  vouchers: storedVoucher.extend({ collectiveId: z.string() }),
  moves: storedMove.extend({ collectiveId: z.string() }),
  openings: opening.extend({ collectiveId: z.string() }),
  members: storedMember.omit({ searchTokens: true, fullNameTokens: true, likeness: true }),
  'same-women': storedPair
    .omit({ approvalId: true, reason: true })
    .extend({ memberIds: z.array(z.string()) }),
  talks: storedTalk,
  requests: storedRequest,
  grievances: storedRequest,
  cases: caseRecord.extend({ openedIn: z.string() }),
  'case-events': z.object({ caseId: z.string(), memberId: z.string(), event: storedCaseEvent() }),
  'emergency-access': storedOf(emergencyAccessFields),
  outreach,
  demands: storedDemand,
  questions: storedQuestion,
  terms,
  baselines,
  narratives: narrative,
  targets,
  explanations: explanation,
  publications: registered,
  people: storedPerson.omit({ nameTokens: true }),
  erasures: storedErasure,
  approvals: approval.omit({ content: true, fingerprint: true }).extend({
    facts: approvalFacts.extend({ codes: z.array(z.string()) }),
  }),
};

/** The tables that no schema describes; the demo programme has their records. */
const withoutSchema = ['access-log', 'entitlements', 'erased'];

const jsonSchema = z.looseObject({
  properties: z.record(z.string(), z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
});

/** Column places, and list places with `[]` behind them, such as `children[].schooling[].on`. */
const placesOf = (value: unknown, place: string): string[] => {
  const { properties, anyOf, oneOf, items, additionalProperties } = jsonSchema.parse(value);
  const options = anyOf ?? oneOf;
  if (options !== undefined) return options.flatMap((option) => placesOf(option, place));
  const inner = (name: string): string => (place === '' ? name : `${place}.${name}`);
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, one]) => placesOf(one, inner(name)));
  }
  if (items !== undefined) return entriesOf(items, `${place}[]`);
  if (typeof additionalProperties === 'object') {
    return [`${place}[].key`, ...entriesOf(additionalProperties, `${place}[]`)];
  }
  return [place];
};
/** The places of a list's entries: a plain value is in the column `value`. */
const entriesOf = (entry: unknown, place: string): string[] => {
  const places = placesOf(entry, place);
  return places.every((one) => one === place) ? [`${place}.value`] : places;
};

const definedPlaces = ({ columns, lists = {} }: TableDefinition, place = ''): string[] => [
  ...columns.map((column) => `${place}${column}`),
  ...Object.entries(lists).flatMap(([name, list]) => definedPlaces(list, `${place}${name}[].`)),
];

describe('the columns of a table', () => {
  test.each(Object.entries(schemas))('%s are those of its records’ schema', (name, schema) => {
    const places = placesOf(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }), '');
    const definition = tableDefinitions[name];
    expect(definition && definedPlaces(definition).sort()).toEqual([...new Set(places)].sort());
  });

  test('are defined for every kind that people read', () => {
    const read = [...readableKinds, grievances].map(({ name }) => name);
    expect(Object.keys(tableDefinitions).sort()).toEqual(read.sort());
    expect([...Object.keys(schemas), ...withoutSchema].sort()).toEqual(read);
  });

  test('are each there once, and lead to a record from every list', () => {
    for (const { name, columns } of Object.keys(tableDefinitions).flatMap(tablesOf)) {
      expect(new Set(columns).size, name).toBe(columns.length);
      if (name.includes('.') && name !== 'baselines.baselines') expect(columns[0], name).toBe('of');
    }
  });
});
