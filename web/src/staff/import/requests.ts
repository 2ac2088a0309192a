import { type District, districtNames } from '../../../../functions/domain/districts.ts';
import { type AnyRequest, type Call, callOf } from '../../api/client.ts';
import type { ApiRoute, RequestOf } from '../../api/routes.ts';
import { consentPurposes } from './check-consents.ts';
import type { GroupRef, LinkedWorkbook } from './linked-workbook.ts';
import { hasLoan, type OpeningRows } from './opening-rows.ts';
import { type Ids, idOfGroup } from './row-ids.ts';
import type { ReadRow } from './workbook-rows.ts';

/** The requests that rows without faults make: the same that the desk sends for one of each. */

type Body<Key extends ApiRoute> = RequestOf<Key> extends { readonly body: infer B } ? B : never;

const post = <Key extends ApiRoute>(route: Key, request: RequestOf<Key> & AnyRequest): Call =>
  callOf(route, request);

/** Existing values only. */
const given = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

/** A value that a row without faults has. */
const sure = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('A row without faults lacks a value.');
  return value;
};

/** What stands for the notice where the workbook names none: nobody knows what was read to her. */
const noticeUnknown = 'not recorded';

const termsOf = ({ rate, instalments, firstDueOn }: ReadRow<'accounts' | 'borrowings'>['values']) =>
  given({ ratePerMonthBasisPoints: rate, instalments, firstDueOn });

/** The requests that an import's rows make, sheet by sheet. @param ids of what the rows make */
export function requestsOf({ groupOf, memberOf }: LinkedWorkbook, { ids, roles }: Ids) {
  const id = (row: ReadRow, slot = 0): string => sure(ids.get(row)?.[slot]);
  const groupId = (row: ReadRow): string => sure(idOfGroup(groupOf.get(row), { ids }));

  const consentBodies = (row: ReadRow<'consents'>) =>
    consentPurposes.flatMap((purpose, slot) => {
      const { on, method, givenBy, notice } = row.values;
      const answer = row.values[purpose];
      return answer === undefined
        ? []
        : [
            {
              id: id(row, slot),
              purpose,
              given: answer === 'yes',
              on: sure(on),
              method: sure(method),
              noticeVersion: notice ?? noticeUnknown,
              givenBy: givenBy ?? ('self' as const),
            },
          ];
    });

  const addEvent = (caseId: string, body: Body<'POST /api/cases/{id}/events'>): Call =>
    post('POST /api/cases/{id}/events', { path: { id: caseId }, body });

  return {
    collective: (row: ReadRow<'collectives'>): Call[] => {
      const { name, district, mandal, formedOn, meetingFrequency, usualDeposit, rate } = row.values;
      return [
        post('POST /api/collectives', {
          body: given({
            id: id(row),
            name: sure(name),
            district: sure(district),
            mandal: sure(mandal),
            formedOn: sure(formedOn),
            meetingFrequency: sure(meetingFrequency),
            usualDepositPaise: sure(usualDeposit),
            ratePerMonthBasisPoints: rate,
          }),
        }),
      ];
    },

    /** @param joining the consent with which she joins */
    member: (row: ReadRow<'members'>, joining: ReadRow<'consents'>): Call[] => {
      const { name, phone, birthYear, gender, category, district, mandal, joinedOn, leaderSince } =
        row.values;
      const place = placeOf(sure(groupOf.get(row)));
      return [
        post('POST /api/members', {
          body: given({
            id: id(row),
            name: sure(name),
            phone,
            birthYear: sure(birthYear),
            gender: sure(gender),
            category: category ?? ('undisclosed' as const),
            district: district ?? sure(place.district),
            mandal: mandal ?? sure(place.mandal),
            collectiveId: groupId(row),
            joinedOn: sure(joinedOn),
            leaderSince,
            consents: consentBodies(joining),
            children: [],
          }),
        }),
      ];
    },

    consents: (row: ReadRow<'consents'>, member: ReadRow<'members'>): Call[] =>
      consentBodies(row).map((body) =>
        post('POST /api/members/{id}/consents', { path: { id: id(member) }, body }),
      ),

    child: (row: ReadRow<'children'>): Call[] => {
      const { birthYear, gender, inSchool } = row.values;
      return [
        post('POST /api/members/{id}/children', {
          path: { id: id(sure(memberOf.get(row))) },
          body: {
            id: id(row),
            birthYear: sure(birthYear),
            gender: sure(gender),
            inSchool: inSchool === 'yes',
          },
        }),
      ];
    },

    opening: ({ opening, accounts, borrowings }: OpeningRows): Call[] => {
      const { asOf, cash, bank, grants, surplus } = opening.values;
      const members = Map.groupBy(accounts, (row) => sure(memberOf.get(row)));
      return [
        post('POST /api/collectives/{id}/opening', {
          path: { id: groupId(opening) },
          body: {
            id: id(opening),
            asOf: sure(asOf),
            cashPaise: sure(cash),
            bankPaise: sure(bank),
            grantsPaise: grants ?? 0,
            surplusPaise: sure(surplus),
            members: [...members].map(([member, hers]) => ({
              memberId: id(member),
              savingsPaise: hers.reduce((total, { values }) => total + (values.savings ?? 0), 0),
              loans: hers.filter(hasLoan).map((row) => ({
                loanId: id(row),
                disbursedOn: sure(row.values.disbursedOn),
                principalPaise: sure(row.values.principal),
                outstandingPaise: sure(row.values.outstanding),
                ...termsOf(row.values),
              })),
            })),
            borrowings: borrowings.map((row) => ({
              id: id(row),
              source: sure(row.values.source),
              sanctionedOn: sure(row.values.sanctionedOn),
              principalPaise: sure(row.values.principal),
              outstandingPaise: sure(row.values.outstanding),
              ...termsOf(row.values),
            })),
          },
        }),
      ];
    },

    /** Its event, with the opening or closing of her case if this row does that. */
    entitlement: (row: ReadRow<'entitlements'>): Call[] => {
      const { opener, opens, closes } = sure(roles.get(row));
      const caseId = id(opener, 1);
      const { entitlement, stage, on } = row.values;
      const opening = post('POST /api/cases', {
        body: {
          id: caseId,
          memberId: id(sure(memberOf.get(row))),
          kind: 'entitlement',
          priority: 'normal',
          openedOn: sure(on),
        },
      });
      return [
        ...(opens ? [opening] : []),
        addEvent(caseId, {
          id: id(row),
          type: 'entitlement',
          on: sure(on),
          entitlement: sure(entitlement),
          stage: stage ?? 'received',
        }),
        ...(closes
          ? [
              addEvent(caseId, {
                id: id(row, 2),
                type: 'status',
                on: sure(on),
                status: 'closed',
                outcome: 'met',
              }),
            ]
          : []),
      ];
    },

    outreach: (row: ReadRow<'outreach'>): Call[] => {
      const { kind, on, mode, district, participants, title, outlet, url } = row.values;
      return [
        post('POST /api/outreach', {
          body: given({
            id: id(row),
            kind: sure(kind),
            on: sure(on),
            mode: sure(mode),
            district: sure(district),
            participants: sure(participants),
            title,
            outlet,
            url,
          }),
        }),
      ];
    },
  };
}

/** Where a group is, whether it stands in the workbook or in the system. */
const placeOf = (
  group: GroupRef,
): { readonly district?: District | undefined; readonly mandal?: string | undefined } =>
  'row' in group
    ? group.row.values
    : given({
        district: districtNames.find((name) => name === group.known.district),
        mandal: group.known.mandal,
      });
