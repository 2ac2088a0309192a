import { newId } from '../../functions/shared/fields/ids.ts';
import { demoPeople } from '../../local/identity/demo-people.ts';
import {
  validCase,
  validChild,
  validCollective,
  validConsent,
  validDemand,
  validMember,
  validOutreach,
  validPerson,
  validQuestion,
} from '../support/scene.ts';

/** What people send in the tests of security; nothing here needs a stack. */

export const unknownId = '0195eea5-d400-7000-8000-00000000ffff';

export type Sent = {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** The version that a change says it has seen. */
  readonly version?: number;
};

/** Ids of the people whom every stack has. */
export const people = Object.fromEntries(Object.entries(demoPeople).map(([key, { id }]) => [key, id]));

// What is recorded, with an id of its own each time.

export const collectiveOf = (district: string) =>
  validCollective({ name: 'చుక్కల సంఘం', district, meetingFrequency: 'weekly' });

export const memberOf = (collectiveId: string, district: string) =>
  validMember(collectiveId, {
    name: 'నీలిమ తోట',
    phone: '+91 98480 22338',
    district,
    joinedOn: '2026-02-02',
    consents: [
      validConsent('services', { on: '2026-02-02' }),
      validConsent('reporting', { on: '2026-02-02' }),
    ],
  });

export const childOf = validChild;

export const meetingOf = (memberId: string) => ({
  id: newId(),
  heldOn: '2026-10-10',
  attendance: [{ memberId, status: 'present' }],
  entries: [],
});

export const voucherOf = () => ({
  id: newId(),
  on: '2026-10-10',
  lines: [{ kind: 'bank_interest', amountPaise: 100 }],
});

/** A move of those who are named beside, with nothing but themselves. */
export const moveOf = () => ({ id: newId(), on: '2026-10-05', cashPaise: 0, bankPaise: 0 });

/** An opening of books with nothing in them. */
export const openingOf = () => ({
  id: newId(),
  asOf: '2026-04-01',
  cashPaise: 0,
  bankPaise: 0,
  grantsPaise: 0,
  surplusPaise: 0,
  members: [],
  borrowings: [],
});

export const caseOf = (memberId: string, more: object = {}) =>
  validCase(memberId, { kind: 'legal_aid', ...more });

export const outreachOf = validOutreach;

export const demandOf = validDemand;

export const questionOf = validQuestion;

export const personOf = validPerson;
