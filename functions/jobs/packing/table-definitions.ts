import { caseFields, emergencyAccessFields } from '../../areas/cases/definition.ts';
import { eventFields } from '../../areas/cases/event-definition.ts';
import { collectiveFields } from '../../areas/collectives/definition.ts';
import { demandFields } from '../../areas/demands/definition.ts';
import { erasureFields } from '../../areas/erasure/definition.ts';
import { memberFields, talkFields } from '../../areas/members/definition.ts';
import { outreachFields } from '../../areas/outreach/definition.ts';
import { personFields } from '../../areas/people/definition.ts';
import { termsFields } from '../../areas/programme/definition.ts';
import { questionFields } from '../../areas/questions/definition.ts';
import { requestFields } from '../../areas/requests/definition.ts';
import { defineTable, stamp, type TableDefinition, values } from './define-table.ts';
import { moneyTables } from './money-tables.ts';

/**
 * The CSV tables of a handover pack: which columns each has, in which order. record-kinds.ts says which records are in the pack, and what of each. The
 * tables of a group's books are in money-tables.ts.
 * The columns don't depend on what the records hold, so more records never make a table wider. test/handover/table-definitions.test.ts compares the
 * columns with the records' schemas, and demo-tables.test.ts with the demo programme's records.
 */

/** The attributes of every record that are in no table, and why. */
export const storageAttributes: Readonly<Record<string, string>> = {
  pk: 'Where the record is stored.',
  sk: 'Where the record is stored.',
  gsi1pk: 'In which list the record stands.',
  gsi1sk: 'In which list the record stands.',
  gsi2pk: 'In which list the record stands.',
  gsi2sk: 'In which list the record stands.',
};

const memberTables = {
  members: defineTable(memberFields),
  erased: { columns: ['id', 'code'] },
  talks: defineTable(talkFields),
  requests: defineTable(requestFields),
  grievances: defineTable(requestFields),
  entitlements: {
    columns: ['memberId', 'eventCount'],
    owner: { of: 'memberId' },
    lists: { events: { columns: ['key', 'entitlement', 'stage', 'on', 'recordedAt'] } },
  },
} as const satisfies Record<string, TableDefinition>;

const caseTables = {
  cases: defineTable(caseFields, {
    progress: 'Computed from the timeline, to save reading it again.',
    waiting: 'Computed from the timeline, for alerts.',
  }),
  'case-events': {
    columns: [
      'caseId',
      'memberId',
      // The columns of all types of events together, each once.
      ...new Set(
        Object.values(eventFields).flatMap((fields) =>
          defineTable(fields).columns.map((column) => `event.${column}`),
        ),
      ),
    ],
  },
  'emergency-access': defineTable(emergencyAccessFields),
} as const satisfies Record<string, TableDefinition>;

const programmeTables = {
  outreach: defineTable(outreachFields),
  demands: defineTable(demandFields),
  questions: defineTable(questionFields),
  terms: defineTable(termsFields),
  baselines: {
    columns: stamp,
    // There is only one record.
    owner: {},
    lists: { baselines: { columns: ['key', 'asOf', 'value', 'source'] } },
  },
  narratives: { columns: ['month', 'en', 'ja', ...stamp] },
  targets: {
    columns: ['financialYear', ...stamp],
    owner: { of: 'financialYear' },
    lists: { targets: { columns: ['key', 'value'] } },
  },
  explanations: { columns: ['month', 'list', 'recordId', 'why', 'at', 'by'] },
  publications: {
    columns: [
      'id',
      'ordinal',
      'month',
      'version',
      'cutoff',
      'reason',
      'registeredAt',
      ...['name', 'implementer', 'forum', 'funder', 'state'].map((field) => `terms.${field}`),
    ],
  },
} as const satisfies Record<string, TableDefinition>;

const peopleTables = {
  people: defineTable(personFields),
  erasures: defineTable(erasureFields),
  approvals: {
    columns: [
      'id',
      'matter',
      'subject',
      'state',
      'facts.role',
      'facts.formerRole',
      'facts.change',
      'facts.code',
      'facts.keptCode',
      'facts.joinStops',
      'facts.recipient',
      'facts.recipientFingerprint',
      'askedBy',
      'askedAt',
      'decidedBy',
      'decidedAt',
      'busyUntil',
    ],
    lists: {
      'facts.codes': values,
      'facts.erasedCodes': values,
      'facts.withdrawnCodes': values,
      'facts.resumedConsents': values,
      'facts.districts': values,
      'facts.formerDistricts': values,
    },
  },
  'same-women': {
    columns: ['id', 'state', 'keptId', 'isNamed', 'raisedAt', 'moreAlike', 'decidedAt', 'decidedBy'],
    lists: { memberIds: values, because: values },
  },
  'access-log': {
    columns: ['id', 'at', 'lastAt', 'hours', 'actor', 'role', 'route', 'subject'],
    lists: {
      subjects: values,
      fields: values,
      lists: {
        columns: ['key'],
        owner: { 'of.list': 'key' },
        lists: { subjects: values, fields: values },
      },
    },
  },
} as const satisfies Record<string, TableDefinition>;

/** The tables by the section of the pack whose records they show. */
export const tableDefinitions: Readonly<Record<string, TableDefinition>> = {
  collectives: defineTable(collectiveFields),
  ...moneyTables,
  ...memberTables,
  ...caseTables,
  ...programmeTables,
  ...peopleTables,
};
