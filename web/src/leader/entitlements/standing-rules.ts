import { entitlements } from '../../../../functions/domain/case-words.ts';
import type { Operation } from '../outbox/operation.ts';
import type { CaseFile, Member } from '../row-kinds.ts';

export type Entitlement = (typeof entitlements)[number];

/** How one of her entitlements stands; without a stage she has not asked for it. */
export type Standing = { readonly entitlement: Entitlement; readonly stage?: string; readonly on?: string };

/** `has`: she received it. `underWay`: she needs or asked for it. `none`: nothing is known. */
export type Standings = Readonly<Record<'has' | 'underWay' | 'none', readonly Standing[]>>;

const received: ReadonlySet<string> = new Set(['received', 'restored']);

/** The newest stage of an entitlement that was recorded on this phone and has not come back from the server yet. */
const unsentStageOf = (
  own: readonly Operation[],
  caseIds: ReadonlySet<string>,
  entitlement: Entitlement,
): Required<Standing> | undefined => {
  const newest = own.findLast(
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
 * Which entitlements a member has, which are under way and which she has not, with what this phone has not sent yet.
 * @param own what was recorded on this phone, in order
 */
export const standingsOf = (
  member: Pick<Member, 'id' | 'entitlements'>,
  files: readonly Pick<CaseFile, 'id' | 'memberId'>[],
  own: readonly Operation[],
): Standings => {
  const caseIds = new Set(files.filter(({ memberId }) => memberId === member.id).map(({ id }) => id));
  const all = entitlements.map((entitlement): Standing => {
    const fromServer = member.entitlements?.find((one) => one.entitlement === entitlement);
    const mine = unsentStageOf(own, caseIds, entitlement);
    const isMineNewer = mine !== undefined && (fromServer === undefined || mine.on >= fromServer.on);
    return isMineNewer ? mine : { ...fromServer, entitlement };
  });
  return {
    has: all.filter(({ stage }) => stage !== undefined && received.has(stage)),
    underWay: all.filter(({ stage }) => stage !== undefined && !received.has(stage)),
    none: all.filter(({ stage }) => stage === undefined),
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
