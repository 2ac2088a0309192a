import { type District, districtNames } from '../../../../functions/domain/districts.ts';
import { type AnyRequest, type Call, callOf } from '../../api/client.ts';
import type { ApiRoute, RequestOf } from '../../api/routes.ts';
import { consentPurposes } from './check-consents.ts';
import type { GroupRef, LinkedWorkbook } from './linked-workbook.ts';
import { hasLoan, type OpeningRows } from './opening-rows.ts';
import { type Ids, idOfGroup } from './row-ids.ts';
import type { ReadRow } from './workbook-rows.ts';

type Body<Key extends ApiRoute> = RequestOf<Key> extends { readonly body: infer B } ? B : never;

const post = <Key extends ApiRoute>(route: Key, request: RequestOf<Key> & AnyRequest): Call =>
  callOf(route, request);

/** An object without its undefined values. */
const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

/** A value that a row without faults always has. @throws TypeError if it is missing: only rows without faults are planned */
const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('A row without faults lacks a value.');
  return value;
};

/** The name of the notice if the workbook has none: nobody knows what was read to her. */
const noticeUnknown = 'not recorded';

const termsOf = ({ rate, instalments, firstDueOn }: ReadRow<'accounts' | 'borrowings'>['values']) =>
  withoutUndefined({ ratePerMonthBasisPoints: rate, instalments, firstDueOn });

/** The requests that the rows of an import make, for each sheet: the same as the desk's forms send. Only for rows without faults. */
export function requestsOf({ groupOf, memberOf }: LinkedWorkbook, { ids, roles }: Ids) {
  /** The id of a row's record. @param slot the number of the record in the row, from 0 */
  const id = (row: ReadRow, slot = 0): string => required(ids.get(row)?.[slot]);
  const groupId = (row: ReadRow): string => required(idOfGroup(groupOf.get(row), { ids }));

  // Each purpose has its own slot among the row's ids, whether it was answered or not.
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
              on: required(on),
              method: required(method),
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
          body: withoutUndefined({
            id: id(row),
            name: required(name),
            district: required(district),
            mandal: required(mandal),
            formedOn: required(formedOn),
            meetingFrequency: required(meetingFrequency),
            usualDepositPaise: required(usualDeposit),
            ratePerMonthBasisPoints: rate,
          }),
        }),
      ];
    },

    /** @param joining the consent with which she joins */
    member: (row: ReadRow<'members'>, joining: ReadRow<'consents'>): Call[] => {
      const { name, phone, birthYear, gender, category, district, mandal, joinedOn, leaderSince } =
        row.values;
      // What her row leaves empty is taken from her group.
      const place = placeOf(required(groupOf.get(row)));
      return [
        post('POST /api/members', {
          body: withoutUndefined({
            id: id(row),
            name: required(name),
            phone,
            birthYear: required(birthYear),
            gender: required(gender),
            category: category ?? ('undisclosed' as const),
            district: district ?? required(place.district),
            mandal: mandal ?? required(place.mandal),
            collectiveId: groupId(row),
            joinedOn: required(joinedOn),
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
          path: { id: id(required(memberOf.get(row))) },
          body: {
            id: id(row),
            birthYear: required(birthYear),
            gender: required(gender),
            inSchool: inSchool === 'yes',
          },
        }),
      ];
    },

    opening: ({ opening, accounts, borrowings }: OpeningRows): Call[] => {
      const { asOf, cash, bank, grants, surplus } = opening.values;
      const members = Map.groupBy(accounts, (row) => required(memberOf.get(row)));
      return [
        post('POST /api/collectives/{id}/opening', {
          path: { id: groupId(opening) },
          body: {
            id: id(opening),
            asOf: required(asOf),
            cashPaise: required(cash),
            bankPaise: required(bank),
            grantsPaise: grants ?? 0,
            surplusPaise: required(surplus),
            members: [...members].map(([member, hers]) => ({
              memberId: id(member),
              savingsPaise: hers.reduce((total, { values }) => total + (values.savings ?? 0), 0),
              loans: hers.filter(hasLoan).map((row) => ({
                loanId: id(row),
                disbursedOn: required(row.values.disbursedOn),
                principalPaise: required(row.values.principal),
                outstandingPaise: required(row.values.outstanding),
                ...termsOf(row.values),
              })),
            })),
            borrowings: borrowings.map((row) => ({
              id: id(row),
              source: required(row.values.source),
              sanctionedOn: required(row.values.sanctionedOn),
              principalPaise: required(row.values.principal),
              outstandingPaise: required(row.values.outstanding),
              ...termsOf(row.values),
            })),
          },
        }),
      ];
    },

    /** The event of the entitlement; before it the opening of her case, and after it the closing, if this row has that role. */
    entitlement: (row: ReadRow<'entitlements'>): Call[] => {
      const { opener, opens, closes } = required(roles.get(row));
      const caseId = id(opener, 1);
      const { entitlement, stage, on } = row.values;
      const opening = post('POST /api/cases', {
        body: {
          id: caseId,
          memberId: id(required(memberOf.get(row))),
          kind: 'entitlement',
          priority: 'normal',
          openedOn: required(on),
        },
      });
      return [
        ...(opens ? [opening] : []),
        addEvent(caseId, {
          id: id(row),
          type: 'entitlement',
          on: required(on),
          entitlement: required(entitlement),
          stage: stage ?? 'received',
        }),
        ...(closes
          ? [
              addEvent(caseId, {
                id: id(row, 2),
                type: 'status',
                on: required(on),
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
          body: withoutUndefined({
            id: id(row),
            kind: required(kind),
            on: required(on),
            mode: required(mode),
            district: required(district),
            participants: required(participants),
            title,
            outlet,
            url,
          }),
        }),
      ];
    },
  };
}

/** The district and mandal of a group, from the workbook or from the system. */
const placeOf = (
  group: GroupRef,
): { readonly district?: District | undefined; readonly mandal?: string | undefined } =>
  'row' in group
    ? group.row.values
    : withoutUndefined({
        district: districtNames.find((name) => name === group.known.district),
        mandal: group.known.mandal,
      });
