import * as z from 'zod';
import { emergencyAccessFields } from '../../areas/cases/definition.ts';
import { eventFields } from '../../areas/cases/event-definition.ts';
import { demandFields } from '../../areas/demands/definition.ts';
import { erasureFields } from '../../areas/erasure/definition.ts';
import { memberFields, talkFields } from '../../areas/members/definition.ts';
import { personFields } from '../../areas/people/definition.ts';
import { questionFields } from '../../areas/questions/definition.ts';
import { requestFields } from '../../areas/requests/definition.ts';
import type { Fields } from '../../shared/definition/define.ts';
import { sealedTextsOf } from '../../shared/definition/seal.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import { contentOf, isListLine, parseListLine } from '../../shared/journal/list-line.ts';
import { parseOpening } from '../../shared/journal/opening-line.ts';
import type { Item } from '../../shared/table/client.ts';
import { type Key, pairsInState } from '../../shared/table/keys.ts';
import type { Owner } from '../../shared/vault/authenticated-context.ts';

/**
 * What a handover pack holds of each record of the table. Each item is of one kind (`kinds`), or is left out for a reason (`leftOut`). Any other item
 * stops the pack, so that no record is forgotten when the programme moves. The columns of the pack's CSV tables are in table-definitions.ts.
 */

/** A text of a record that is stored encrypted: its place, the owner of the key that opens it, and the name that its ciphertext is bound to. */
export type TextAt = {
  readonly path: readonly (string | number)[];
  readonly owner: Owner;
  readonly field: string;
};

type RecordKind = {
  readonly name: string;
  /** The patterns of its items' table keys; without `sk`, any sort key. */
  readonly pk: RegExp;
  readonly sk?: RegExp;
  /** What the kind holds, for the pack's dictionary. */
  readonly holds: string;
  /** The encrypted texts of an item. A kind without this field has none. */
  readonly textsOf?: (item: Item) => readonly TextAt[];
  /** The record as it is in the pack; undefined if this record is not in it. Without this function it is in the pack as stored. */
  readonly asTravelling?: (item: Item) => Item | undefined;
  /** The attributes that hold bytes. In the pack, which is JSON, they are base64. */
  readonly bytes?: readonly string[];
  /** The kind serves only to find and recognise other records: it is in the pack, but has no CSV table for people to read. */
  readonly isInternal?: true;
  /** The record as its table shows it, if that is not the record itself. */
  readonly inTable?: (item: Item) => Item;
};

const objectSchema = z.record(z.string(), z.unknown());
/** A list of objects; empty if the record has none. */
const list = (value: unknown): readonly Record<string, unknown>[] =>
  z.array(objectSchema).catch([]).parse(value);
const stringOf = (value: unknown): string => z.string().parse(value);

const ownerOfMember = (id: unknown): Owner => `member:${stringOf(id)}`;
const ownerOfPerson = (id: unknown): Owner => `person:${stringOf(id)}`;
const ownerOfCollective = (item: Item): Owner =>
  `collective:${stringOf(item.pk).slice('COLLECTIVE#'.length)}`;

const hasField = (item: Item, field: string): boolean => item[field] !== undefined;
const omitFields = (item: Item, ...fields: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !fields.includes(name)));
const pickFields = (item: Item, ...fields: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));

/** The encrypted texts of a record that has no definition, from the names of its fields. */
const fieldTexts = (item: Item, owner: Owner, fields: readonly string[]): TextAt[] =>
  fields.filter((field) => hasField(item, field)).map((field) => ({ path: [field], owner, field }));

/** The sealed texts of a record by its definition. */
const textsBy = (fields: Fields, record: Item, owner: Owner, start: TextAt['path'] = []): TextAt[] =>
  sealedTextsOf(fields, record, start).map(({ path, boundTo }) => ({ path, owner, field: boundTo }));

/** The encrypted reason of a reversal, if the record was reversed. */
const reversalTexts = (item: Item, owner: Owner): TextAt[] => {
  const { reason } = objectSchema.catch({}).parse(item.reversed);
  return reason === undefined ? [] : [{ path: ['reversed', 'reason'], owner, field: 'reversed.reason' }];
};

/** A record without its keyed tokens. The new programme makes them again with its own key. */
const withoutKeyed = (fields: Fields, item: Item): Item =>
  omitFields(item, ...Object.keys(fields).filter((name) => 'keyed' in (fields[name] ?? {})));

const sheetTexts = (item: Item): TextAt[] => {
  const owner = ownerOfCollective(item);
  return [
    ...fieldTexts(item, owner, ['note']),
    ...reversalTexts(item, owner),
    // The group's key encrypts the reason of a line; the member's own key that of her entry.
    ...list(item.lines).flatMap((line, index): TextAt[] =>
      line.reason === undefined
        ? []
        : [{ path: ['lines', index, 'reason'], owner, field: `lines.${index}.reason` }],
    ),
    ...list(item.entries).flatMap((entry, index): TextAt[] =>
      entry.reason === undefined
        ? []
        : [
            {
              path: ['entries', index, 'reason'],
              owner: ownerOfMember(entry.memberId),
              field: `entries.${index}.reason`,
            },
          ],
    ),
  ];
};

const caseEventTexts = (item: Item): TextAt[] => {
  const event = objectSchema.parse(item.event);
  const type = z.enum(Object.keys(eventFields)).parse(event.type);
  const fields: Readonly<Record<string, Fields>> = eventFields;
  return textsBy(fields[type] ?? {}, event, ownerOfMember(item.memberId), ['event']);
};

const erasureTexts = (item: Item): TextAt[] =>
  textsBy(
    erasureFields,
    item,
    item.of === 'member' ? ownerOfMember(item.subject) : ownerOfPerson(item.subject),
  );

/** Adds a column with the id that a record has only in its key, such as the group's id for a sheet. */
const withIdFromKey =
  (column: string) =>
  (item: Item): Item => ({ [column]: stringOf(item.pk).replace(/^[A-Z]+#/, ''), ...item });

/** A member's entitlement events without the attributes `by:<personId>`, which count who recorded them. Nobody of the old programme records in the new one. */
const withoutCountsByPerson = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !name.startsWith('by:')));

const entitlementPrefix = 'event:';
/** A member's entitlement events, stored as an attribute `event:<id>` each, as one object by id. */
const withEventList = (item: Item): Item => {
  const isEvent = ([name]: [string, unknown]): boolean => name.startsWith(entitlementPrefix);
  const attributes = Object.entries(item);
  const events = attributes.filter(isEvent);
  return {
    ...Object.fromEntries(attributes.filter((attribute) => !isEvent(attribute))),
    events: Object.fromEntries(events.map(([name, event]) => [name.slice(entitlementPrefix.length), event])),
  };
};

/** A line of the access log as its table shows it, which is as the auditor reads it. The lists in a line about several people are numbered. */
const asAccessIsRead = (item: Item): Item => {
  if (!isListLine(item)) {
    const { of: _, ...line } = parseOpening(item);
    return line;
  }
  const line = parseListLine({ ...item, shown: Buffer.from(stringOf(item.shown), 'base64') });
  const { id, actor, role, route, subject, hours } = line;
  const { lists, ...shown } = contentOf(line);
  return {
    ...{ id, actor, role, route, subject },
    at: hours[0]?.from,
    ...(hours.length < 2 ? {} : { lastAt: hours.at(-1)?.from, hours: hours.length }),
    ...shown,
    ...(lists === undefined
      ? {}
      : { lists: Object.fromEntries(lists.map((one, index) => [index + 1, one])) }),
  };
};

/**
 * Decided approvals are in the pack, and so are the open ones of erasures. Other open ones are not, since a request to the old programme must give nobody
 * access to the new one. What was requested in detail (`content`) is left out.
 */
const travellingApproval = (item: Item): Item | undefined => {
  const isErasure = item.matter === 'member_erasure' || item.matter === 'person_erasure';
  // An approval leaves the index of open ones when nothing more is to be done for it.
  const isOpen = hasField(item, 'gsi1pk');
  return isOpen && !isErasure ? undefined : omitFields(item, 'content', 'fingerprint');
};

/**
 * A pair of records that may be one woman's. A request that waits for a second person is not in the pack (`travellingApproval`). So a pair with such a
 * request is in the pack as it was before the request, without its reason.
 */
const travellingPair = (item: Item): Item => {
  const pair = omitFields(item, 'approvalId', 'reason');
  if (item.state !== 'asked') return pair;
  return { ...omitFields(pair, 'keptId'), state: 'open', gsi1pk: pairsInState('open') };
};

export const kinds: readonly RecordKind[] = [
  {
    name: 'collectives',
    pk: /^COLLECTIVE#/,
    sk: /^COLLECTIVE$/,
    holds: 'The groups.',
  },
  {
    name: 'group-money',
    pk: /^COLLECTIVE#/,
    sk: /^MONEY$/,
    holds: 'What each group has and owes: cash, bank, grants, surplus and borrowings.',
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'accounts',
    pk: /^COLLECTIVE#/,
    sk: /^ACCOUNT#/,
    holds: 'Each member’s savings and loans in her group.',
  },
  {
    name: 'meetings',
    pk: /^COLLECTIVE#/,
    sk: /^MEETING#/,
    holds: 'The sheets of meetings: attendance, entries and lines.',
    textsOf: sheetTexts,
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'vouchers',
    pk: /^COLLECTIVE#/,
    sk: /^VOUCHER#/,
    holds: 'Money of groups that moved without a meeting.',
    textsOf: sheetTexts,
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'questions',
    pk: /^COLLECTIVE#/,
    sk: /^QUESTION#/,
    holds: 'What the desk asked leaders, and what they answered.',
    textsOf: (item) => {
      const { memberId } = objectSchema.parse(item.about);
      return textsBy(
        questionFields,
        item,
        memberId === undefined ? ownerOfCollective(item) : ownerOfMember(memberId),
      );
    },
  },
  {
    name: 'openings',
    pk: /^COLLECTIVE#/,
    sk: /^OPENING$/,
    holds: 'The balances with which the books of groups with a past began.',
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'moves',
    pk: /^COLLECTIVE#/,
    sk: /^MOVE#/,
    holds: 'What went from one group to another, with the women; each move stands in the books of both.',
    textsOf: (item) => {
      const owner = ownerOfCollective(item);
      return [...fieldTexts(item, owner, ['reason']), ...reversalTexts(item, owner)];
    },
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'members',
    pk: /^MEMBER#/,
    sk: /^MEMBER$/,
    holds: 'The members, with their consents, children and offices.',
    textsOf: (item) => textsBy(memberFields, item, ownerOfMember(item.id)),
    asTravelling: (item) => withoutKeyed(memberFields, item),
  },
  {
    name: 'erased',
    pk: /^(MEMBER|PERSON)#/,
    sk: /^ERASED$/,
    holds: 'Who was erased, by id: nothing else of her is in the pack, and nobody can write about her again.',
    asTravelling: (item) => pickFields(item, 'pk', 'sk', 'id', 'code'),
  },
  {
    name: 'same-women',
    pk: /^PAIR#/,
    holds: 'Pairs of records that may be one woman’s, and what was decided.',
    asTravelling: travellingPair,
  },
  {
    name: 'requests',
    pk: /^REQUESTS#/,
    holds: 'What members asked about what is kept of them.',
    textsOf: (item) => textsBy(requestFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'talks',
    pk: /^TALKS#/,
    holds: 'The talks with members: how each is in six areas, and what she wants.',
    textsOf: (item) => textsBy(talkFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'entitlements',
    asTravelling: withoutCountsByPerson,
    pk: /^ENTITLEMENTS#/,
    holds: 'The entitlement events of each member, of all her cases.',
    inTable: withEventList,
  },
  {
    name: 'cases',
    pk: /^CASE#/,
    sk: /^CASE$/,
    holds: 'The cases, as they stand.',
  },
  {
    name: 'case-events',
    pk: /^CASE#/,
    sk: /^EVENT#/,
    holds: 'The timelines of the cases.',
    textsOf: caseEventTexts,
    inTable: withIdFromKey('caseId'),
  },
  {
    name: 'emergency-access',
    pk: /^GLASS$/,
    holds: 'Who reached an urgent case in an emergency, and why.',
    textsOf: (item) => textsBy(emergencyAccessFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'outreach',
    pk: /^OUTREACH$/,
    holds: 'Trainings, orientations and stories, with their rosters.',
  },
  {
    name: 'demands',
    pk: /^DEMAND#/,
    sk: /^DEMAND$/,
    holds: 'What was asked of offices of the State, and what came of it.',
    textsOf: (item) => textsBy(demandFields, item, 'organisation'),
  },
  {
    name: 'dates-of-demands',
    pk: /^DEMAND#/,
    sk: /^DATES$/,
    holds: 'The days that a demand waits for, by which agendas find it.',
    isInternal: true,
  },
  {
    name: 'terms',
    pk: /^PROGRAMME$/,
    sk: /^TERMS#/,
    holds: 'What the programme and those who carry it are called, from a month on.',
  },
  {
    name: 'baselines',
    pk: /^PROGRAMME$/,
    sk: /^BASELINES$/,
    holds: 'What earlier registers say was reached, by indicator.',
  },
  {
    name: 'narratives',
    pk: /^PROGRAMME$/,
    sk: /^NARRATIVE#/,
    holds: 'What was told of months beside their numbers.',
  },
  {
    name: 'targets',
    pk: /^TARGETS#/,
    holds: 'The targets of financial years.',
  },
  {
    name: 'explanations',
    pk: /^EXPLANATIONS#/,
    holds: 'Why findings before a close may stay.',
  },
  {
    name: 'publications',
    pk: /^PUBLICATIONS$/,
    sk: /^PUBLICATION#/,
    holds: 'Which version of which month was published, in which order and with which cutoff.',
  },
  {
    name: 'people',
    pk: /^PERSON#/,
    sk: /^PERSON$/,
    holds: 'Leaders and staff. How they sign in does not travel.',
    textsOf: (item) => textsBy(personFields, item, ownerOfPerson(item.id)),
    asTravelling: (item) => withoutKeyed(personFields, item),
  },
  {
    name: 'erasures',
    pk: /^ERASURES$/,
    holds: 'The erasures that were asked for.',
    textsOf: erasureTexts,
  },
  {
    name: 'approvals',
    pk: /^APPROVAL#/,
    holds: 'What a second person decided.',
    asTravelling: travellingApproval,
  },
  {
    name: 'access-log',
    // `ACCESS#` and a day. Partitions with other words after it are of an index.
    pk: /^ACCESS#\d/,
    holds: 'Who read which record, and when; never what it held.',
    bytes: ['shown'],
    inTable: asAccessIsRead,
  },
  {
    name: 'access-log-looks',
    pk: /^LOOKS#/,
    holds: 'By which the lines of the access log about several are found.',
    bytes: ['shown'],
    isInternal: true,
  },
  {
    name: 'claims',
    pk: /^ID#/,
    holds: 'Ids that were used, with the record of each.',
    // Without the keyed hash of what was sent: its key is not in the pack, so the hash would recognise nothing.
    asTravelling: (item) => omitFields(item, 'fingerprint'),
    isInternal: true,
  },
  {
    name: 'publication-counters',
    pk: /^PUBLICATIONS$/,
    sk: /^(HEAD$|MONTH#|WAITING#)/,
    holds:
      'The last place in the order of publications, each month’s newest version, and the months that closed without terms.',
    isInternal: true,
  },
  { name: 'codes', pk: /^CODE#/, holds: 'Codes of members and cases.', isInternal: true },
  {
    name: 'case-lists',
    pk: /^CASES#(OPENER|MEMBER)#/,
    holds: 'Which cases a member has, and who opened which; of the latter what they wait for.',
    isInternal: true,
  },
  {
    name: 'current-emergency-access',
    pk: /^CASE#/,
    sk: /^GLASS(#|$)/,
    holds: 'Until when an emergency access holds, and when it began lately.',
    isInternal: true,
  },
  {
    name: 'outreach-counts',
    pk: /^OUTREACH_COUNTS$/,
    holds: 'How many records of outreach were recorded in each month.',
    isInternal: true,
  },
  {
    name: 'open-questions',
    pk: /^COLLECTIVE#/,
    sk: /^OPEN_QUESTIONS$/,
    holds: 'Which questions to each group are open.',
    isInternal: true,
  },
  {
    name: 'member-counts',
    pk: /^(MEMBER_COUNTS#|COLLECTIVE_COUNT$|WITHDRAWALS$)/,
    holds: 'How many cases and requests of each member, and how many collectives, were recorded.',
    isInternal: true,
  },
  {
    name: 'due-talks',
    pk: /^DUE_TALKS#/,
    holds: 'From which day a talk is due with each woman of a group.',
    isInternal: true,
  },
  { name: 'alerts', pk: /^ALERT#/, holds: 'Which alerts were sent.', isInternal: true },
  { name: 'sign-in-names', pk: /^SIGN_IN_NAME#/, holds: 'Sign-in names that are taken.', isInternal: true },
];

/** The section of grievances, separate from other requests, since only the auditor may know of them. */
export const grievances = {
  name: 'grievances',
  holds:
    'Complaints of members, perhaps about those who lead or help them. For the data protection auditor of the recipient alone.',
} as const;

/** Items that are not in the pack, and why. */
const leftOut: readonly { readonly pk: RegExp; readonly because: string }[] = [
  { pk: /^JOURNAL#/, because: 'The journal is in the pack by month, in the order of its lines.' },
  { pk: /^(NAME|FULLNAME|LIKELY)#/, because: 'Keyed tokens of names are made again with another key.' },
  { pk: /^LIKELY_PENDING$/, because: 'Work that waits; whoever is compared there is compared here.' },
  { pk: /^DEVICES?#/, because: 'A phone is registered anew: what opens it is no record.' },
  { pk: /^SIGN_INS$/, because: 'Work that waits at the old identity provider.' },
  { pk: /^CREDENTIALS#/, because: 'Who made passwords at the old identity provider.' },
  {
    pk: /^WAY_IN#/,
    because: 'It follows from the people; which user of the old identity provider is who does not travel.',
  },
  {
    pk: /^DISABLED_TRUSTED$/,
    because: 'Whom people are told of for a week; the journal tells of it for good.',
  },
  {
    pk: /^VOICE#/,
    because: 'Recordings are public files of the site; of whom they are, the journal tells.',
  },
  { pk: /^FIRST_PEOPLE$/, because: 'Each programme has its own first two people.' },
  { pk: /^HANDOVERS$/, because: 'Handovers themselves; the journal tells of them.' },
  {
    pk: /^URGENT#/,
    because: 'How many cases somebody handed to others on a day; the journal has each of them.',
  },
  {
    pk: /^SETTINGS#/,
    because: 'How many settings somebody recorded in a month; the journal has each of them.',
  },
  { pk: /^EXPORTS#/, because: 'How many lists somebody saved on a day; the access log has each of them.' },
  { pk: /^HEALTH$/, because: 'How well the old stage runs.' },
  { pk: /^IMPORT$/, because: 'How far the reading of a pack has come.' },
];

const isOf =
  ({ pk, sk }: Key) =>
  (kind: { readonly pk: RegExp; readonly sk?: RegExp }): boolean =>
    kind.pk.test(pk) && (kind.sk?.test(sk) ?? true);

const storedKey = z.object({ pk: z.string(), sk: z.string() });

/**
 * The kind of a table item in a handover pack; undefined if it is not in the pack.
 * @throws InternalError for an item of no known kind
 */
export const kindOf = (item: Item): RecordKind | undefined => {
  const key = storedKey.parse(item);
  const kind = kinds.find(isOf(key));
  if (kind === undefined && !leftOut.some(isOf(key))) {
    throw new InternalError(`No kind of the pack has items such as ${key.pk.replace(/#.*/, '#')}.`);
  }
  return kind;
};

const mapBytes = (
  item: Item,
  names: readonly string[] | undefined,
  change: (value: unknown) => unknown,
): Item =>
  names === undefined
    ? item
    : Object.fromEntries(
        Object.entries(item).map(([name, value]) => [name, names.includes(name) ? change(value) : value]),
      );

/** A table's record as it is in the pack: with texts in place of bytes. */
export const withTextForBytes = (kind: RecordKind, item: Item): Item =>
  mapBytes(item, kind.bytes, (value) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** A record of the pack as it is in the table: with bytes again. */
export const withBytes = (item: Item): Item =>
  mapBytes(item, kindOf(item)?.bytes, (value) => Buffer.from(stringOf(value), 'base64'));

/** The section of a handover pack that a record belongs to: the name of its kind, or `grievances`. */
export const sectionOf = (kind: RecordKind, item: Item): string =>
  kind.name === 'requests' && item.kind === 'grievance' ? grievances.name : kind.name;

export const textsOf = (kind: RecordKind, item: Item): readonly TextAt[] => kind.textsOf?.(item) ?? [];
