import { type AnyRequest, type Call, callOf } from '../../api/client.ts';
import type { ApiRoute, RequestOf } from '../../api/routes.ts';
import { inOrder, joiningConsent, purposes } from './consent-rules.ts';
import type { Fault } from './faults.ts';
import { allRows, type LinkedBook, rowsByMember } from './links.ts';
import { hasLoan, openingsOf } from './opening-rules.ts';
import type { ReadRow } from './read-rows.ts';
import { type Ids, idOfGroup } from './slots.ts';

/** What is sent of one row: its calls one after the other, after those of other rows. */
export type Operation = {
  readonly row: ReadRow;
  /** Rows that are sent with it: of an opening, savings, loans and borrowings; of a woman, the consent with which she joins. */
  readonly parts: readonly ReadRow[];
  readonly after: readonly ReadRow[];
  readonly calls: readonly Call[];
};

/**
 * `right`: can be sent. `faulty`: to be mended. `waiting`: right, but what it belongs to is not. `known`: in the system already, and not sent.
 */
export type RowState = 'right' | 'faulty' | 'waiting' | 'known';

export type Plan = {
  readonly operations: readonly Operation[];
  readonly states: ReadonlyMap<ReadRow, RowState>;
};

const post = <Key extends ApiRoute>(route: Key, request: RequestOf<Key> & AnyRequest): Call =>
  callOf(route, request);

/** Present values only. */
const given = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

/** A value that a row without faults has. */
const sure = <T>(value: T | undefined): T => {
  if (value === undefined) throw new TypeError('A row without faults lacks a value.');
  return value;
};

const noticeUnknown = 'not recorded';

const termsOf = ({ rate, instalments, firstDueOn }: ReadRow<'accounts' | 'borrowings'>['values']) =>
  given({ ratePerMonthBasisPoints: rate, instalments, firstDueOn });

/** What the rows of a workbook make, in requests. Rows with faults make nothing, and neither does what belongs to them. */
export function planOf(
  book: LinkedBook,
  { ids, same, roles }: Ids,
  faults: readonly Fault[] = book.faults,
): Plan {
  const { rows, groupOf, memberOf } = book;
  const places = new Set(faults.map(({ sheetName, row }) => `${row} ${sheetName}`));
  const isFaulty = (row: ReadRow): boolean =>
    row.faults.length > 0 || places.has(`${row.row} ${row.sheetName}`);
  const states = new Map<ReadRow, RowState>();
  const operations: Operation[] = [];
  const id = (row: ReadRow, slot = 0): string => sure(ids.get(row)?.[slot]);
  const groupRow = (row: ReadRow): ReadRow | undefined => {
    const group = groupOf.get(row);
    return group !== undefined && 'row' in group ? group.row : undefined;
  };
  const isReady = (row: ReadRow | undefined): boolean =>
    row !== undefined && (states.get(row) === 'right' || states.get(row) === 'known');
  const isGroupReady = (row: ReadRow): boolean => {
    const made = groupRow(row);
    return made === undefined ? groupOf.has(row) : isReady(made);
  };
  /** Sets a row's state, and adds what it sends if it can be sent. */
  const settle = (
    row: ReadRow,
    isPossible: boolean,
    operation: () => Omit<Operation, 'row' | 'parts'> & { parts?: readonly ReadRow[] },
  ): void => {
    const state = isFaulty(row) ? 'faulty' : isPossible ? 'right' : 'waiting';
    states.set(row, state);
    if (state === 'right') operations.push({ parts: [], ...operation(), row });
  };
  const before = (...needed: (ReadRow | undefined)[]): ReadRow[] => needed.filter((row) => row !== undefined);

  for (const row of rows.collectives) {
    const group = groupOf.get(row);
    if (group?.known !== undefined && !isFaulty(row)) {
      states.set(row, 'known');
      continue;
    }
    settle(row, true, () => {
      const { name, district, mandal, formedOn, meetingFrequency, usualDeposit, rate } = row.values;
      return {
        after: [],
        calls: [
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
        ],
      };
    });
  }

  const consentsOf = rowsByMember(rows.consents, book);
  const consentBodies = (row: ReadRow<'consents'>) =>
    purposes.flatMap((purpose, slot) => {
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

  for (const row of rows.members) {
    const hers = consentsOf.get(row) ?? [];
    if (same.has(row) && !isFaulty(row)) {
      states.set(row, 'known');
      continue;
    }
    const joining = joiningConsent(hers);
    const isPossible = isGroupReady(row) && joining !== undefined && !hers.some(isFaulty);
    settle(row, isPossible, () => {
      const { name, phone, birthYear, gender, category, district, mandal, joinedOn, leaderSince } =
        row.values;
      const group = groupOf.get(row);
      const groupDistrict =
        group !== undefined && 'row' in group ? group.row.values.district : group?.known.district;
      const groupMandal =
        group !== undefined && 'row' in group ? group.row.values.mandal : group?.known.mandal;
      return {
        after: before(groupRow(row)),
        parts: before(joining),
        calls: [
          post('POST /api/members', {
            body: given({
              id: id(row),
              name: sure(name),
              phone,
              birthYear: sure(birthYear),
              gender: sure(gender),
              category: category ?? ('undisclosed' as const),
              district: district ?? (sure(groupDistrict) as NonNullable<typeof district>),
              mandal: mandal ?? sure(groupMandal),
              collectiveId: sure(idOfGroup(group, { ids })),
              joinedOn: sure(joinedOn),
              leaderSince,
              consents: consentBodies(sure(joining)),
              children: [],
            }),
          }),
        ],
      };
    });
  }

  for (const [member, hers] of consentsOf) {
    const joining = joiningConsent(hers);
    let last: ReadRow = member;
    for (const row of inOrder(hers)) {
      // Of a woman who is in the system, her consents are there, too.
      if (states.get(member) === 'known' && !isFaulty(row)) states.set(row, 'known');
      else if (row === joining && !isFaulty(row)) states.set(row, isReady(member) ? 'right' : 'waiting');
      else {
        const after = last;
        settle(row, isReady(member), () => ({
          after: [after],
          calls: consentBodies(row).map((body) =>
            post('POST /api/members/{id}/consents', { path: { id: id(member) }, body }),
          ),
        }));
        last = row;
      }
    }
  }

  for (const row of rows.children) {
    const member = memberOf.get(row);
    if (member !== undefined && states.get(member) === 'known' && !isFaulty(row)) {
      states.set(row, 'known');
      continue;
    }
    settle(row, isReady(member), () => {
      const { birthYear, gender, inSchool } = row.values;
      return {
        after: before(member),
        calls: [
          post('POST /api/members/{id}/children', {
            path: { id: id(sure(member)) },
            body: {
              id: id(row),
              birthYear: sure(birthYear),
              gender: sure(gender),
              inSchool: inSchool === 'yes',
            },
          }),
        ],
      };
    });
  }

  for (const { opening, accounts, borrowings } of openingsOf(book)) {
    const parts = [...accounts, ...borrowings];
    const members = [...new Set(accounts.map((row) => memberOf.get(row)))];
    const isPossible =
      isGroupReady(opening) &&
      !book.unsettled.has(opening) &&
      !parts.some(isFaulty) &&
      members.every(isReady);
    settle(opening, isPossible, () => {
      const { asOf, cash, bank, grants, surplus } = opening.values;
      return {
        after: before(groupRow(opening), ...members),
        parts,
        calls: [
          post('POST /api/collectives/{id}/opening', {
            path: { id: sure(idOfGroup(groupOf.get(opening), { ids })) },
            body: {
              id: id(opening),
              asOf: sure(asOf),
              cashPaise: sure(cash),
              bankPaise: sure(bank),
              grantsPaise: grants ?? 0,
              surplusPaise: sure(surplus),
              members: members
                .filter((member) => member !== undefined)
                .map((member) => {
                  const hers = accounts.filter((row) => memberOf.get(row) === member);
                  return {
                    memberId: id(member),
                    savingsPaise: hers.reduce((total, { values }) => total + (values.savings ?? 0), 0),
                    loans: hers.filter(hasLoan).map((row) => ({
                      loanId: id(row),
                      disbursedOn: sure(row.values.disbursedOn),
                      principalPaise: sure(row.values.principal),
                      outstandingPaise: sure(row.values.outstanding),
                      ...termsOf(row.values),
                    })),
                  };
                }),
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
        ],
      };
    });
    const state = states.get(opening) === 'right' ? 'right' : 'waiting';
    for (const part of parts) states.set(part, isFaulty(part) ? 'faulty' : state);
  }

  for (const row of rows.entitlements) {
    const member = memberOf.get(row);
    const role = roles.get(row);
    settle(row, isReady(member) && role !== undefined && !isFaulty(role.opener), () => {
      const { opener, opens, closes, rows: ofCase } = sure(role);
      const caseId = id(opener, 1);
      const { entitlement, stage, on } = row.values;
      const add = (body: RequestOf<'POST /api/cases/{id}/events'>['body']): Call =>
        post('POST /api/cases/{id}/events', { path: { id: caseId }, body });
      return {
        after: before(
          member,
          ...(opens ? [] : [opener]),
          ...(closes ? ofCase.filter((one) => one !== row && !isFaulty(one)) : []),
        ),
        calls: [
          ...(opens
            ? [
                post('POST /api/cases', {
                  body: {
                    id: caseId,
                    memberId: id(sure(member)),
                    kind: 'entitlement',
                    priority: 'normal',
                    openedOn: sure(on),
                  },
                }),
              ]
            : []),
          add({
            id: id(row),
            type: 'entitlement',
            on: sure(on),
            entitlement: sure(entitlement),
            stage: stage ?? 'received',
          }),
          ...(closes
            ? [add({ id: id(row, 2), type: 'status', on: sure(on), status: 'closed', outcome: 'met' })]
            : []),
        ],
      };
    });
  }

  for (const row of rows.outreach) {
    settle(row, true, () => {
      const { kind, on, mode, district, participants, title, outlet, url } = row.values;
      return {
        after: [],
        calls: [
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
        ],
      };
    });
  }

  for (const row of allRows(book))
    if (!states.has(row)) states.set(row, isFaulty(row) ? 'faulty' : 'waiting');
  return { operations, states };
}
