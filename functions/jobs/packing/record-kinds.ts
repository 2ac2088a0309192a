import * as z from 'zod';
import { emergencyAccessFields } from '../../areas/cases/definition.ts';
import { demandFields } from '../../areas/demands/definition.ts';
import { memberFields, talkFields } from '../../areas/members/definition.ts';
import { personFields } from '../../areas/people/definition.ts';
import { requestFields } from '../../areas/requests/definition.ts';
import { InternalError } from '../../shared/errors/errors.ts';
import type { Item } from '../../shared/table/client.ts';
import type { Key } from '../../shared/table/keys.ts';
import {
  caseEventTexts,
  definedTexts,
  erasureTexts,
  moveTexts,
  ownerOfMember,
  ownerOfPerson,
  questionTexts,
  sheetTexts,
  type TextAt,
} from './text-places.ts';
import {
  asAccessIsRead,
  omitFields,
  pickFields,
  travellingApproval,
  travellingPair,
  withEventsById,
  withIdFromKey,
  withoutCountsByPerson,
  withoutKeyed,
} from './travelling-records.ts';

/**
 * What a handover pack holds of each record of the table. Each item is of one kind (`kinds`), or is left out for a reason (`leftOut`). Any other item
 * stops the pack, so that no record is forgotten when the programme moves. text-places.ts says where the encrypted texts of a record are,
 * travelling-records.ts what of it is left out or changed, and table-definitions.ts which columns its CSV table has.
 */

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
    textsOf: questionTexts,
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
    textsOf: moveTexts,
    inTable: withIdFromKey('collectiveId'),
  },
  {
    name: 'members',
    pk: /^MEMBER#/,
    sk: /^MEMBER$/,
    holds: 'The members, with their consents, children and offices.',
    textsOf: (item) => definedTexts(memberFields, item, ownerOfMember(item.id)),
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
    textsOf: (item) => definedTexts(requestFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'talks',
    pk: /^TALKS#/,
    holds: 'The talks with members: how each is in six areas, and what she wants.',
    textsOf: (item) => definedTexts(talkFields, item, ownerOfMember(item.memberId)),
  },
  {
    name: 'entitlements',
    pk: /^ENTITLEMENTS#/,
    holds: 'The entitlement events of each member, of all her cases.',
    asTravelling: withoutCountsByPerson,
    inTable: withEventsById,
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
    textsOf: (item) => definedTexts(emergencyAccessFields, item, ownerOfMember(item.memberId)),
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
    textsOf: (item) => definedTexts(demandFields, item, 'organisation'),
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
    textsOf: (item) => definedTexts(personFields, item, ownerOfPerson(item.id)),
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
    // `ACCESS#` and a day. With a word after `ACCESS#`, it is a key of an index.
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
    name: 'access-log-openings',
    pk: /^OPENED#/,
    holds: 'By which a woman’s page finds who opened her records.',
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
  mapBytes(item, kindOf(item)?.bytes, (value) => Buffer.from(z.string().parse(value), 'base64'));

/** The section of a handover pack that a record belongs to: the name of its kind, or `grievances`. */
export const sectionOf = (kind: RecordKind, item: Item): string =>
  kind.name === 'requests' && item.kind === 'grievance' ? grievances.name : kind.name;

export const textsOf = (kind: RecordKind, item: Item): readonly TextAt[] => kind.textsOf?.(item) ?? [];
