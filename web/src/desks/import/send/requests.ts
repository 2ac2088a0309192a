import type { Call } from '../../../api/client.ts';
import type { ApiRoute, RequestOf } from '../../../api/routes.ts';
import { consentPurposes } from '../check/check-consents.ts';
import type { ReadRow } from '../read/workbook-rows.ts';
import { hasLoan, type OpeningRows } from './opening-rows.ts';
import {
  groupIdOf,
  idOf,
  placeOf,
  post,
  type Refs,
  requireValue,
  withoutUndefined,
} from './request-parts.ts';
import { entitlementSlots } from './row-ids.ts';

/**
 * The requests that the rows of an import make, for each sheet: the same requests as the desk's forms send. Only rows without faults make requests.
 */

type Body<Key extends ApiRoute> = RequestOf<Key> extends { readonly body: infer B } ? B : never;

/** The name of the notice if the workbook has none: nobody knows what was read to the woman. */
const unknownNotice = 'not recorded';

/** The terms of a loan in a row, for the API. */
const termsOf = ({ rate, instalments, firstDueOn }: ReadRow<'accounts' | 'borrowings'>['values']) =>
  withoutUndefined({ ratePerMonthBasisPoints: rate, instalments, firstDueOn });

/** The consents that a row records, for each purpose that was answered. Every purpose has its own slot among the row's ids, answered or not. */
const consentBodies = (refs: Refs, row: ReadRow<'consents'>) =>
  consentPurposes.flatMap((purpose, slot) => {
    const { on, method, givenBy, notice } = row.values;
    const answer = row.values[purpose];
    if (answer === undefined) return [];
    return {
      id: idOf(refs, row, slot),
      purpose,
      given: answer === 'yes',
      on: requireValue(on),
      method: requireValue(method),
      noticeVersion: notice ?? unknownNotice,
      givenBy: givenBy ?? ('self' as const),
    };
  });

const callOfEvent = (caseId: string, body: Body<'POST /api/cases/{id}/events'>): Call =>
  post('POST /api/cases/{id}/events', { path: { id: caseId }, body });

export function collectiveRequests(refs: Refs, row: ReadRow<'collectives'>): Call[] {
  const { name, district, mandal, formedOn, meetingFrequency, usualDeposit, rate } = row.values;
  return [
    post('POST /api/collectives', {
      body: withoutUndefined({
        id: idOf(refs, row),
        name: requireValue(name),
        district: requireValue(district),
        mandal: requireValue(mandal),
        formedOn: requireValue(formedOn),
        meetingFrequency: requireValue(meetingFrequency),
        usualDepositPaise: requireValue(usualDeposit),
        ratePerMonthBasisPoints: rate,
      }),
    }),
  ];
}

/** The requests of a woman's row. Her children have rows of their own. @param joining the consent with which she joins */
export function memberRequests(refs: Refs, row: ReadRow<'members'>, joining: ReadRow<'consents'>): Call[] {
  // The register's number is not sent, and the group is sent as its id. Every other column is named like its field.
  const { number: _, collective: __, ...fields } = row.values;
  // District and mandal are taken from the woman's group if her row leaves them empty.
  const place = placeOf(requireValue(refs.workbook.groupOf.get(row)));
  return [
    post('POST /api/members', {
      body: withoutUndefined({
        ...fields,
        id: idOf(refs, row),
        name: requireValue(fields.name),
        birthYear: requireValue(fields.birthYear),
        gender: requireValue(fields.gender),
        category: fields.category ?? ('undisclosed' as const),
        district: fields.district ?? requireValue(place.district),
        mandal: fields.mandal ?? requireValue(place.mandal),
        collectiveId: groupIdOf(refs, row),
        joinedOn: requireValue(fields.joinedOn),
        consents: consentBodies(refs, joining),
        children: [],
      }),
    }),
  ];
}

export const consentRequests = (refs: Refs, row: ReadRow<'consents'>, member: ReadRow<'members'>): Call[] =>
  consentBodies(refs, row).map((body) =>
    post('POST /api/members/{id}/consents', { path: { id: idOf(refs, member) }, body }),
  );

export function childRequests(refs: Refs, row: ReadRow<'children'>): Call[] {
  const { birthYear, gender, inSchool } = row.values;
  return [
    post('POST /api/members/{id}/children', {
      path: { id: idOf(refs, requireValue(refs.workbook.memberOf.get(row))) },
      body: {
        id: idOf(refs, row),
        birthYear: requireValue(birthYear),
        gender: requireValue(gender),
        inSchool: inSchool === 'yes',
      },
    }),
  ];
}

export function openingRequests(refs: Refs, { opening, accounts, borrowings }: OpeningRows): Call[] {
  const { asOf, cash, bank, grants, surplus } = opening.values;
  const accountsByMember = Map.groupBy(accounts, (row) => requireValue(refs.workbook.memberOf.get(row)));
  return [
    post('POST /api/collectives/{id}/opening', {
      path: { id: groupIdOf(refs, opening) },
      body: {
        id: idOf(refs, opening),
        asOf: requireValue(asOf),
        cashPaise: requireValue(cash),
        bankPaise: requireValue(bank),
        grantsPaise: grants ?? 0,
        surplusPaise: requireValue(surplus),
        members: [...accountsByMember].map(([member, herRows]) => ({
          memberId: idOf(refs, member),
          savingsPaise: herRows.reduce((total, { values }) => total + (values.savings ?? 0), 0),
          loans: herRows.filter(hasLoan).map((row) => ({
            loanId: idOf(refs, row),
            disbursedOn: requireValue(row.values.disbursedOn),
            principalPaise: requireValue(row.values.principal),
            outstandingPaise: requireValue(row.values.outstanding),
            ...termsOf(row.values),
          })),
        })),
        borrowings: borrowings.map((row) => ({
          id: idOf(refs, row),
          source: requireValue(row.values.source),
          sanctionedOn: requireValue(row.values.sanctionedOn),
          principalPaise: requireValue(row.values.principal),
          outstandingPaise: requireValue(row.values.outstanding),
          ...termsOf(row.values),
        })),
      },
    }),
  ];
}

/**
 * The requests of a row of entitlements, in this order: the opening of the woman's case, if the row opens it; the event of the
 * entitlement; the closing of the case, if the row closes it.
 */
export function entitlementRequests(refs: Refs, row: ReadRow<'entitlements'>): Call[] {
  const { opener, opens, closes } = requireValue(refs.rowIds.roles.get(row));
  const caseId = idOf(refs, opener, entitlementSlots.openedCase);
  const { entitlement, stage, on } = row.values;
  const opening = post('POST /api/cases', {
    body: {
      id: caseId,
      memberId: idOf(refs, requireValue(refs.workbook.memberOf.get(row))),
      kind: 'entitlement',
      priority: 'normal',
      openedOn: requireValue(on),
    },
  });
  const event = callOfEvent(caseId, {
    id: idOf(refs, row, entitlementSlots.event),
    type: 'entitlement',
    on: requireValue(on),
    entitlement: requireValue(entitlement),
    stage: stage ?? 'received',
  });
  const calls = opens ? [opening, event] : [event];
  if (!closes) return calls;
  const closing = callOfEvent(caseId, {
    id: idOf(refs, row, entitlementSlots.closingEvent),
    type: 'status',
    on: requireValue(on),
    status: 'closed',
    outcome: 'met',
  });
  return [...calls, closing];
}

export function outreachRequests(refs: Refs, row: ReadRow<'outreach'>): Call[] {
  const { kind, on, mode, district, participants, title, outlet, url } = row.values;
  return [
    post('POST /api/outreach', {
      body: withoutUndefined({
        id: idOf(refs, row),
        kind: requireValue(kind),
        on: requireValue(on),
        mode: requireValue(mode),
        district: requireValue(district),
        participants: requireValue(participants),
        title,
        outlet,
        url,
      }),
    }),
  ];
}
