import { addDays } from '../../functions/shared/calendar/calendar.ts';
import { demoPeople, type PersonKey } from '../identity/demo-people.ts';
import { caseNotes, closingReasons } from './case-texts.ts';
import { leaderCollectives } from './collectives.ts';
import { drawDayAfter, drawTimeBetweenHours, laterOf } from './demo-dates.ts';
import { type DemoRequest, makeDemoId } from './demo-request.ts';
import type { DemoMember } from './members.ts';
import type { Random } from './random.ts';

/** The kinds of case that the demo programme has. */
export type CaseKind = 'crisis' | 'mental_health' | 'legal_aid' | 'entitlement' | 'compensation' | 'other';

/** `met` three times: it is the likeliest. */
const outcomes = ['met', 'met', 'met', 'partly_met', 'moved', 'withdrew', 'other'] as const;

/** Collects the requests that record one demo case, its opening first, in the order of recording. */
export class CaseWriter {
  readonly requests: DemoRequest[] = [];
  readonly #random: Random;
  readonly #id: string;
  readonly #worker: PersonKey;
  /** The date of the newest request, the opening included. */
  #lastRecordedOn: string;

  /** Makes the opening. @param openedOn not before the member joined; recorded 0 to 2 days later, but not before her enrolment */
  constructor(
    random: Random,
    member: DemoMember,
    kind: CaseKind,
    priority: 'urgent' | 'normal',
    openedOn: string,
  ) {
    this.#random = random;
    this.#worker = random.percentChance(50) ? 'caseworker' : 'caseworker2';
    // A crisis in a demo leader's collective is opened by that leader; other cases by the caseworker or the coordinator.
    const leader = (['leader', 'leader2'] as const).find((key) =>
      leaderCollectives[key].includes(member.collective.id),
    );
    const opener = kind === 'crisis' && leader !== undefined ? leader : this.#drawStaff(25);
    this.#lastRecordedOn = laterOf(member.enrolledAt.slice(0, 10), drawDayAfter(random, openedOn, 0, 2));
    // Before the hours at which events are recorded, 16 to 18.
    const at = drawTimeBetweenHours(random, this.#lastRecordedOn, 15, 16);
    this.#id = makeDemoId(random, at);
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

  /** Makes an id that several events of the case share, such as an application's. */
  makeSharedId(): string {
    return makeDemoId(this.#random, this.#lastRecordedAt);
  }

  /** The time of the newest request; there is always one, since the constructor makes the opening. */
  get #lastRecordedAt(): string {
    return this.requests.at(-1)?.at ?? '';
  }

  #drawStaff(coordinatorPercent: number): PersonKey {
    return this.#random.percentChance(coordinatorPercent) ? 'coordinator' : this.#worker;
  }

  /**
   * Adds an event to the case, usually recorded 0 to 3 days after its date.
   * @param on the event's date
   * @param delayDays for a late record: recorded `delayDays` to `delayDays` + 25 days after its date
   * @returns the event's id
   */
  addEvent(on: string, event: object, delayDays = 0): string {
    const day = drawDayAfter(this.#random, addDays(on, delayDays), 0, delayDays === 0 ? 3 : 25);
    // An event that would be recorded before the newest request is recorded 1 to 10 minutes after it.
    const isLater = day > this.#lastRecordedOn;
    const at = isLater
      ? drawTimeBetweenHours(this.#random, day, 16, 18)
      : new Date(Date.parse(this.#lastRecordedAt) + this.#random.int(60_000, 600_000)).toISOString();
    this.#lastRecordedOn = laterOf(day, this.#lastRecordedOn);
    const by = this.#random.percentChance(92) ? this.#worker : 'coordinator';
    const id = makeDemoId(this.#random, at);
    this.requests.push({
      at,
      by,
      route: 'POST /api/cases/{id}/events',
      path: { id: this.#id },
      body: { id, on, ...event },
    });
    return id;
  }

  /** Adds a note with an invented text. */
  addNote(on: string): void {
    this.addEvent(on, { type: 'note', text: this.#random.pick(caseNotes) });
  }

  /** Adds a change of status; a closing gets a reason and an outcome. */
  addStatus(on: string, status: 'in_progress' | 'closed' | 'reopened'): void {
    const ending =
      status === 'closed'
        ? { reason: this.#random.pick(closingReasons), outcome: this.#random.pick(outcomes) }
        : {};
    this.addEvent(on, { type: 'status', status, ...ending });
  }
}
