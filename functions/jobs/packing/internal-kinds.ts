import type { RecordKind } from './record-kinds.ts';
import { omitFields } from './travelling-records.ts';

/** The kinds of records that serve only to find and recognise other records: they are in the pack, but have no CSV tables. */
export const internalKinds: readonly RecordKind[] = [
  {
    name: 'access-log-looks',
    pk: /^LOOKS#/,
    holds: 'By which the lines of the access log about several are found.',
    bytes: ['shown'],
  },
  {
    name: 'access-log-openings',
    pk: /^OPENED#/,
    holds: 'By which a woman’s page finds who opened her records.',
  },
  {
    name: 'claims',
    pk: /^ID#/,
    holds: 'Ids that were used, with the record of each.',
    // Without the keyed hash of what was sent: its key is not in the pack, so the hash would recognise nothing.
    asTravelling: (item) => omitFields(item, 'fingerprint'),
  },
  {
    name: 'publication-counters',
    pk: /^PUBLICATIONS$/,
    sk: /^(HEAD$|MONTH#|WAITING#)/,
    holds:
      'The last place in the order of publications, each month’s newest version, and the months that closed without terms.',
  },
  { name: 'codes', pk: /^CODE#/, holds: 'Codes of members and cases.' },
  {
    name: 'case-lists',
    pk: /^CASES#(OPENER|MEMBER)#/,
    holds: 'Which cases a member has, and who opened which; of the latter what they wait for.',
  },
  {
    name: 'current-emergency-access',
    pk: /^CASE#/,
    sk: /^GLASS(#|$)/,
    holds: 'Until when an emergency access holds, and when it began lately.',
  },
  {
    name: 'outreach-counts',
    pk: /^OUTREACH_COUNTS$/,
    holds: 'How many records of outreach were recorded in each month.',
  },
  {
    name: 'dates-of-demands',
    pk: /^DEMAND#/,
    sk: /^DATES$/,
    holds: 'The days that a demand waits for, by which agendas find it.',
  },
  {
    name: 'open-questions',
    pk: /^COLLECTIVE#/,
    sk: /^OPEN_QUESTIONS$/,
    holds: 'Which questions to each group are open.',
  },
  {
    name: 'member-counts',
    pk: /^(MEMBER_COUNTS#|COLLECTIVE_COUNT$|WITHDRAWALS$)/,
    holds: 'How many cases and requests of each member, and how many collectives, were recorded.',
  },
  {
    name: 'due-talks',
    pk: /^DUE_TALKS#/,
    holds: 'From which day a talk is due with each woman of a group.',
  },
  { name: 'alerts', pk: /^ALERT#/, holds: 'Which alerts were sent.' },
  { name: 'sign-in-names', pk: /^SIGN_IN_NAME#/, holds: 'Sign-in names that are taken.' },
];

/** Items that are not in the pack, and why. */
export const leftOut: readonly { readonly pk: RegExp; readonly because: string }[] = [
  { pk: /^JOURNAL#/, because: 'The journal is in the pack by month, in the order of its lines.' },
  { pk: /^(NAME|FULLNAME|LIKELY)#/, because: 'Keyed tokens of names are made again with another key.' },
  { pk: /^LIKELY_PENDING$/, because: 'Work that waits; whoever is compared there is compared here.' },
  { pk: /^DEVICES?#/, because: 'A phone is registered anew: what opens it is no record.' },
  { pk: /^SIGN_INS$/, because: 'Work that waits at the old identity provider.' },
  { pk: /^CREDENTIALS#/, because: 'Who made passwords at the old identity provider.' },
  { pk: /^SIGNED_IN#/, because: 'When people signed in at the old identity provider.' },
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
