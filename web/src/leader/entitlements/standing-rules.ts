import { entitlements } from '../../../../functions/shared/kinds/case-words.ts';
import type { Operation } from '../../outbox/operation.ts';
import type { CaseFile, Member } from '../row-kinds.ts';

export type Entitlement = (typeof entitlements)[number];

/** The newest stage of one of her entitlements, and its day; without a stage nothing is known of it. */
export type Standing = { readonly entitlement: Entitlement; readonly stage?: string; readonly on?: string };

/** `has`: she received it. `underWay`: she needs or asked for it. `none`: nothing is known. */
export type Standings = Readonly<Record<'has' | 'underWay' | 'none', readonly Standing[]>>;

/** The stages in which she has the entitlement; `restored` is one that had been stopped. */
const receivedStages: ReadonlySet<string> = new Set(['received', 'restored']);

/** The newest stage of an entitlement that was recorded on this phone and has not come back from the server yet. */
const unsentStageOf = (
  operations: readonly Operation[],
  caseIds: ReadonlySet<string>,
  entitlement: Entitlement,
): Required<Standing> | undefined => {
  const newest = operations.findLast(
    ({ what, body, entities }) =>
      what === 'case_event' &&
      body.type === 'entitlement' &&
      body.entitlement === entitlement &&
      // The first entity of a case event is its case.
      caseIds.has(entities[0] ?? ''),
  );
  return newest === undefined
    ? undefined
    : { entitlement, stage: String(newest.body.stage), on: String(newest.body.on) };
};

/**
 * Which entitlements a member has, which are under way and of which nothing is known, with what this phone has not sent yet.
 * @param operations of the outbox, in the order of recording
 */
export const standingsOf = (
  member: Pick<Member, 'id' | 'entitlements'>,
  files: readonly Pick<CaseFile, 'id' | 'memberId'>[],
  operations: readonly Operation[],
): Standings => {
  const caseIds = new Set(files.filter(({ memberId }) => memberId === member.id).map(({ id }) => id));
  const standings = entitlements.map((entitlement): Standing => {
    const fromServer = member.entitlements?.find((one) => one.entitlement === entitlement);
    const unsent = unsentStageOf(operations, caseIds, entitlement);
    // Of two on the same day, the unsent one was recorded later.
    const isUnsentNewer = unsent !== undefined && (fromServer === undefined || unsent.on >= fromServer.on);
    return isUnsentNewer ? unsent : { ...fromServer, entitlement };
  });
  return {
    has: standings.filter(({ stage }) => stage !== undefined && receivedStages.has(stage)),
    underWay: standings.filter(({ stage }) => stage !== undefined && !receivedStages.has(stage)),
    none: standings.filter(({ stage }) => stage === undefined),
  };
};

/**
 * For the leader's screen of entitlements: a member's own open case, in which the next step is recorded; the newest
 * of several.
 */
export const entitlementCaseOf = (files: readonly CaseFile[], memberId: string): CaseFile | undefined =>
  files
    .filter((file) => file.memberId === memberId && file.kind === 'entitlement' && file.status !== 'closed')
    // A UUIDv7 begins with the time at which it was made.
    .toSorted((a, b) => b.id.localeCompare(a.id))
    .at(0);
