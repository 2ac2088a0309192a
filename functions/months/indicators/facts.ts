import type { JournalLineOf } from '../../shared/journal/line.ts';

/** The facts that indicators count (indicator.ts): dated things such as a deposit or an attendance, each with its subject. */

type SheetEntry = JournalLineOf<'meeting_held'>['entries'][number];
export type CaseEvent = JournalLineOf<'case_event'>['event'];

/** The types of facts, with what an indicator's rule sees of each. `factSubjects` says whose each is. */
export type Facts = {
  /** A meeting's sheet that was not reversed. */
  readonly meeting: { readonly type: 'meeting' };
  readonly outreach: Pick<JournalLineOf<'outreach_recorded'>, 'kind' | 'mode' | 'participants'>;
  /** A member's request, which counts without a reporting consent. */
  readonly request: { readonly type: 'request' };
  /** A demand on an office, on the day it was made. */
  readonly demand: { readonly type: 'demand' };
  /** The first answer to a demand. */
  readonly answer: Pick<JournalLineOf<'demand_step'>, 'step'>;
  /** A member on the roster of outreach. */
  readonly roster: Pick<JournalLineOf<'roster_set'>, 'kind'> &
    Pick<JournalLineOf<'roster_set'>['participants'][number], 'role'>;
  /** A member's enrolment, on the day she joined. */
  readonly enrolment: { readonly type: 'enrolment' };
  /** A member's row in a sheet's attendance. */
  readonly attendance: Pick<JournalLineOf<'meeting_held'>['attendance'][number], 'status'>;
  /** A member's entry of money on a sheet. */
  readonly entry: Pick<SheetEntry, 'kind' | 'amountPaise'>;
  /** A case, on the day it was opened. */
  readonly case: Pick<JournalLineOf<'case_opened'>, 'kind' | 'incident'>;
  /** An event in a case's timeline. */
  readonly event: CaseEvent;
};
export type FactType = keyof Facts;

/**
 * What an indicator counts, or whose facts. A member has to consent; nobody else is asked. Lines about a member or her requests are counted in her
 * shard, all others in the first shard (shards.ts).
 */
export type Subject = 'member' | 'request' | 'collective' | 'demand' | 'outreach';

export const factSubjects = {
  meeting: 'collective',
  outreach: 'outreach',
  request: 'request',
  demand: 'demand',
  answer: 'demand',
  roster: 'member',
  enrolment: 'member',
  attendance: 'member',
  entry: 'member',
  case: 'member',
  event: 'member',
} as const satisfies Record<FactType, Subject>;
export type FactTypeOf<S extends Subject> = {
  [T in FactType]: (typeof factSubjects)[T] extends S ? T : never;
}[FactType];
export type MemberFactType = FactTypeOf<'member'>;
/** The types of facts by which different members, or different collectives, are counted. */
export type DistinctFactType = FactTypeOf<'member' | 'collective'>;
