import { addDays } from '../../functions/domain/calendar.ts';
import { demoPeople, type PersonKey } from '../identity/demo-people.ts';
import { leaderCollectives } from './collectives.ts';
import { dayAfter, later, timeOn } from './demo-dates.ts';
import { type DemoRequest, idAt } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import type { Random } from './random.ts';
import { caseNotes, closingReasons } from './texts.ts';

export type CaseKind = 'crisis' | 'mental_health' | 'legal_aid' | 'entitlement' | 'compensation' | 'other';

const outcomes = ['met', 'met', 'met', 'partly_met', 'moved', 'withdrew', 'other'] as const;

/** Collects the API calls that record one demo case, in the order in which they are recorded. */
export class CaseWriter {
  readonly requests: DemoRequest[] = [];
  readonly #random: Random;
  readonly #id: string;
  readonly #worker: PersonKey;
  /** The day of the last call, the opening included. */
  #lastRecordedOn: string;

  /** @param openedOn not before she joined; it is recorded 0 to 2 days later, and not before she is enrolled */
  constructor(
    random: Random,
    member: DemoMember,
    kind: CaseKind,
    priority: 'urgent' | 'normal',
    openedOn: string,
  ) {
    this.#random = random;
    this.#worker = random.percentChance(50) ? 'caseworker' : 'caseworker2';
    // A crisis in a demo leader's collective is opened by that leader; other cases are opened by the person who works on them.
    const leader = (['leader', 'leader2'] as const).find((key) =>
      leaderCollectives[key].includes(member.collective.id),
    );
    const opener =
      kind === 'crisis' && leader ? leader : random.percentChance(25) ? 'coordinator' : this.#worker;
    this.#lastRecordedOn = later(member.enrolledAt.slice(0, 10), dayAfter(random, openedOn, 0, 2));
    // Before the hours of events, so that the opening precedes those of its day.
    const at = timeOn(random, this.#lastRecordedOn, 15, 16);
    this.#id = idAt(random, at);
    this.requests.push({
      at,
      by: opener,
      route: 'POST /api/cases',
      path: {},
      body: {
        id: this.#id,
        memberId: member.id,
        kind,
        priority,
        openedOn,
        assignedTo: demoPeople[this.#worker].id,
      },
    });
  }

  /** Makes an id that several of its events share, such as an application's. */
  makeSharedId(): string {
    return idAt(this.#random, this.requests.at(-1)?.at ?? '');
  }

  /**
   * @param lateBy for a late record: it follows `lateBy` to `lateBy` + 25 days after the event, instead of 0 to 3
   * @returns the event's id
   */
  add(on: string, event: object, lateBy = 0): string {
    const day = dayAfter(this.#random, addDays(on, lateBy), 0, lateBy === 0 ? 3 : 25);
    const isLater = day > this.#lastRecordedOn;
    this.#lastRecordedOn = later(day, this.#lastRecordedOn);
    // Never recorded before the last call: then it follows minutes later.
    const after = this.requests.at(-1)?.at ?? '';
    const at = isLater
      ? timeOn(this.#random, day, 16, 18)
      : new Date(Date.parse(after) + this.#random.int(60_000, 600_000)).toISOString();
    const by = this.#random.percentChance(92) ? this.#worker : 'coordinator';
    const id = idAt(this.#random, at);
    this.requests.push({
      at,
      by,
      route: 'POST /api/cases/{id}/events',
      path: { id: this.#id },
      body: { id, on, ...event },
    });
    return id;
  }

  note(on: string): void {
    this.add(on, { type: 'note', text: this.#random.pick(caseNotes) });
  }

  status(on: string, status: 'in_progress' | 'closed' | 'reopened'): void {
    const ending =
      status === 'closed'
        ? { reason: this.#random.pick(closingReasons), outcome: this.#random.pick(outcomes) }
        : {};
    this.add(on, { type: 'status', status, ...ending });
  }
}
