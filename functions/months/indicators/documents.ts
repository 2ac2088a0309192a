import type { JournalLineOf } from '../../shared/journal/line.ts';
import { type CollectiveDocument, newCollective } from './collective-document.ts';
import { type CountingPlan, planCounting } from './counting-plan.ts';
import { type DemandDocument, newDemand } from './demand-document.ts';
import type { Indicator } from './indicator.ts';
import { type Joins, noJoins } from './joined-records.ts';
import type { KeptProgrammeLines } from './kept-programme-lines.ts';
import { packChanges } from './long-changes.ts';
import { type MemberDocument, newMember } from './member-document.ts';
import { quietenLoans } from './quiet-loans.ts';
import { newRequest, type RequestDocument } from './request-document.ts';
import { atRiskOf, outstandingOf } from './stocks.ts';
import type { Totals } from './totals.ts';

/** The content of the journal's lines, by subject. count-totals.ts explains how it becomes numbers. */
export type Documents = {
  readonly plan: CountingPlan;
  /** The joins that stand when all lines of the count are added: earlier lines too are told of women who are one by then. */
  readonly joins: Joins;
  /** By the joins of the lines added so far. */
  readonly companions: Map<string, readonly string[]>;
  /** Whether a member's facts count here. A shard knows others by what they repaid on loans that may be those of its own members. */
  readonly isOwn: (memberId: string) => boolean;
  readonly members: Map<string, MemberDocument>;
  readonly collectives: Map<string, CollectiveDocument>;
  readonly requests: Map<string, RequestDocument>;
  readonly demands: Map<string, DemandDocument>;
  /** The newest roster of each outreach; null once the outreach was reversed. */
  readonly rosters: Map<string, JournalLineOf<'roster_set'> | null>;
  /** Totals of facts that no later line moves to another month: those of sheets, events and outreach. */
  readonly sums: Totals;
  /** The lines with terms, targets, baselines, narratives and stories, as far as publications need them. */
  readonly programme: KeptProgrammeLines;
  /**
   * Ids of records whose reversal precedes them in the journal, so that they are never added. The journal is in the order of arrival, and of
   * two concurrent requests the first to arrive may be the second to be written.
   */
  readonly idsReversedEarly: Set<string>;
  /** Ids of the requests that are grievances, by which causes.ts leaves out what is said of them. */
  readonly grievances: Set<string>;
};

/** Documents without the functions, which a file can't hold. */
export type StoredDocuments = Omit<Documents, 'plan' | 'isOwn'>;

export const newDocuments = (): StoredDocuments => ({
  joins: new Map(),
  companions: new Map(),
  members: new Map(),
  collectives: new Map(),
  requests: new Map(),
  demands: new Map(),
  rosters: new Map(),
  sums: new Map(),
  programme: new Map(),
  idsReversedEarly: new Set(),
  grievances: new Set(),
});

const everybody = (): boolean => true;

/** Empty documents, to which `addLines` adds the journal. */
export const createDocuments = (catalogue: readonly Indicator[], joins = noJoins): Documents => ({
  plan: planCounting(catalogue),
  ...newDocuments(),
  isOwn: everybody,
  joins,
});

/** Whether a line of a count named a member's record. A record that is joined was named before. */
export const isNamedIn = (
  { joins, members }: Pick<Documents, 'joins' | 'members'>,
  memberId: string,
): boolean => joins.has(memberId) || members.has(memberId);

/** Packs what the documents say of the months before one. It still counts the same. */
export const packPast = ({ members }: Pick<Documents, 'members'>, month: number): void => {
  for (const member of members.values()) {
    packChanges(member.savings);
    for (const counts of member.factCounts) if (counts !== undefined) packChanges(counts.byMonth);
    quietenLoans(member, month, { outstanding: outstandingOf, atRisk: atRiskOf });
  }
};

/** The document of a member, among all documents of a count; adds an empty one if no line has named her yet. */
export const memberOf = ({ members }: Documents, id: string): MemberDocument => {
  const found = members.get(id);
  if (found !== undefined) {
    return found;
  }
  const member = newMember();
  members.set(id, member);
  return member;
};

/** The document of a collective, among all documents of a count; adds an empty one if no line has named it yet. */
export const collectiveOf = ({ collectives }: Documents, id: string): CollectiveDocument => {
  const collective = collectives.get(id) ?? newCollective();
  collectives.set(id, collective);
  return collective;
};

/** The document of a request, among all documents of a count; adds an empty one if no line has named it yet. */
export const requestOf = ({ requests }: Documents, id: string): RequestDocument => {
  const request = requests.get(id) ?? newRequest();
  requests.set(id, request);
  return request;
};

/** The document of a demand, among all documents of a count; adds an empty one if no line has named it yet. */
export const demandOf = ({ demands }: Documents, id: string): DemandDocument => {
  const demand = demands.get(id) ?? newDemand();
  demands.set(id, demand);
  return demand;
};
