import { indianDay } from './calendar.ts';
import type { Baseline, Fact, FactOf, MemberRecord, ProgrammeNames } from './facts.ts';
import { type Child, childrenFrom, officesBeyondCollective } from './family.ts';

/**
 * What is known of the programme from the facts recorded before a cutoff, as plain questions. Nothing is remembered:
 * every question goes through all facts again, as the design's text says it.
 */
export class World {
  /** In order of recording, by what they are, and by the member they are about: so that a year is checked in seconds. */
  readonly #facts: ReadonlyMap<Fact['is'], readonly Fact[]>;
  readonly #ofMember: ReadonlyMap<string, readonly Fact[]>;

  constructor(facts: readonly Fact[], cutoff: string) {
    const known = facts.filter((fact) => fact.recordedAt < cutoff);
    this.#facts = Map.groupBy(known, ({ is }) => is);
    this.#ofMember = Map.groupBy(known, (fact) => ('member' in fact ? fact.member : ''));
  }

  all<T extends Fact['is']>(is: T): FactOf<T>[] {
    return (this.#facts.get(is) ?? []).filter((fact): fact is FactOf<T> => fact.is === is);
  }

  /** What is known of a member, but for her meetings and the events of her cases. */
  of<T extends Fact['is']>(member: string, is: T): FactOf<T>[] {
    return (this.#ofMember.get(member) ?? []).filter((fact): fact is FactOf<T> => fact.is === is);
  }

  /** Whether a fact about a member counts: her last reporting consent recorded before it was given. */
  counts(member: string, seq: number): boolean {
    const before = this.of(member, 'consent').filter((fact) => fact.seq < seq);
    return before.at(-1)?.given ?? false;
  }

  /** Whether her reporting consent is in force on a day: by the consents' own dates, then by recording. */
  consentsOn(member: string, day: string): boolean {
    const inForce = this.of(member, 'consent')
      .filter(({ effective }) => effective <= day)
      .sort((a, b) => (a.effective === b.effective ? a.seq - b.seq : a.effective < b.effective ? -1 : 1));
    return inForce.at(-1)?.given ?? false;
  }

  /** Her record just after the fact with a place in the order; by default as it stands at the cutoff. */
  recordOf(member: string, seq = Number.POSITIVE_INFINITY): MemberRecord | undefined {
    const enrolment = this.of(member, 'enrolment').find((fact) => fact.seq <= seq);
    if (enrolment === undefined) return undefined;
    let { record } = enrolment;
    for (const fact of this.of(member, 'member change')) {
      if (fact.seq <= seq) record = { ...record, ...fact.change };
    }
    return record;
  }

  /** Joined and not gone at the end of a day. */
  isMember(member: string, day: string): boolean {
    const record = this.recordOf(member);
    const [exit] = this.of(member, 'exit');
    return record !== undefined && record.joinedOn <= day && (exit === undefined || exit.on > day);
  }

  /**
   * Whether she leads at the end of a day. `leaderSince` begins a term; a later date for a running term replaces its
   * beginning; taking it out ends the term on the Indian day on which that was recorded.
   */
  isLeader(member: string, day: string): boolean {
    const terms: { since: string; until: string | null }[] = [];
    const say = (since: string | null, recordedAt: string): void => {
      const last = terms.at(-1);
      const running = last?.until === null ? last : undefined;
      if (since === null) {
        if (running) running.until = indianDay(recordedAt);
      } else if (running) running.since = since;
      else terms.push({ since, until: null });
    };
    for (const { record, recordedAt } of this.of(member, 'enrolment')) say(record.leaderSince, recordedAt);
    for (const { change, recordedAt } of this.of(member, 'member change')) {
      if (change.leaderSince !== undefined) say(change.leaderSince, recordedAt);
    }
    return terms.some(({ since, until }) => since <= day && (until === null || until > day));
  }

  /** Her children as they stand at the cutoff. */
  children(member: string): Child[] {
    return childrenFrom(this.#ofMember.get(member) ?? []);
  }

  /** How many offices beyond her collective she holds on a day. */
  offices(member: string, day: string): number {
    return officesBeyondCollective(this.#ofMember.get(member) ?? [], day);
  }

  members(): string[] {
    return this.all('enrolment').map((fact) => fact.member);
  }

  /** Meetings that were not reversed. */
  meetings(): FactOf<'meeting'>[] {
    const reversed = new Set(this.all('reversal').map(({ meeting }) => meeting));
    return this.all('meeting').filter(({ meeting }) => !reversed.has(meeting));
  }

  /** Vouchers that were not reversed. */
  vouchers(): FactOf<'voucher'>[] {
    const reversed = new Set(this.all('voucher reversal').map(({ voucher }) => voucher));
    return this.all('voucher').filter(({ voucher }) => !reversed.has(voucher));
  }

  /** Outreach that was not taken back. */
  outreach(): FactOf<'outreach'>[] {
    const reversed = new Set(this.all('outreach reversal').map(({ outreach }) => outreach));
    return this.all('outreach').filter(({ id }) => !reversed.has(id));
  }

  /** Who stands on the newest roster of outreach that was not taken back. A roster that changes nothing is none. */
  rosters(): {
    readonly kind: string;
    readonly member: string;
    readonly role: string;
    readonly on: string;
    readonly seq: number;
  }[] {
    return this.outreach().flatMap(({ id, kind, on }) => {
      const set = this.all('roster')
        .filter(({ outreach }) => outreach === id)
        .filter(
          ({ participants }, at, all) =>
            JSON.stringify(participants) !== JSON.stringify(all[at - 1]?.participants),
        )
        .at(-1);
      return (set?.participants ?? []).map(({ memberId: member, role }) => ({
        kind,
        member,
        role,
        on,
        seq: set?.seq ?? 0,
      }));
    });
  }

  /** Requests that were not taken back, without grievances, each with the day of its first answer or refusal. */
  requests(): { readonly on: string; readonly closedOn: string | null }[] {
    const reversed = new Set(this.all('entry reversal').map(({ of }) => of));
    return this.all('request')
      .filter(({ id, kind }) => kind !== 'grievance' && !reversed.has(id))
      .map(({ id, on }) => {
        const closing = this.all('request step')
          .filter(({ request, step }) => request === id && (step === 'answered' || step === 'refused'))
          .map((step) => step.on)
          .sort();
        return { on, closedOn: closing[0] ?? null };
      });
  }

  /** All cases as they stand at the cutoff; `seq` is that of their opening. */
  cases(): FactOf<'case'>[] {
    return this.all('case').map((opened) => {
      const changes = this.all('case change').filter((fact) => fact.case === opened.case);
      return {
        ...opened,
        kind: changes.findLast(({ kind }) => kind !== undefined)?.kind ?? opened.kind,
        on: changes.findLast(({ on }) => on !== undefined)?.on ?? opened.on,
      };
    });
  }

  /** Every event of a case that was not taken back, with the case's member. */
  events(): (FactOf<'event'> & { readonly member: string })[] {
    const memberOf = new Map(this.all('case').map((one) => [one.case, one.member]));
    const taken = new Set(this.all('taking back').map(({ event }) => event));
    return this.all('event')
      .filter(({ id }) => !taken.has(id))
      .map((fact) => ({ ...fact, member: memberOf.get(fact.case) ?? '' }));
  }

  /** A case's status at the end of a day: the latest status event's, by date, then by recording. */
  statusOf(id: string, day: string): string {
    const said = this.events()
      .filter((fact) => fact.case === id && fact.event.type === 'status' && fact.on <= day)
      .sort((a, b) => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1));
    return said.at(-1)?.event.what ?? 'open';
  }

  /** All collectives as they stand at the cutoff. */
  collectives(): FactOf<'collective'>[] {
    return this.all('collective').map((formed) => {
      const changes = this.all('collective change').filter((fact) => fact.collective === formed.collective);
      const closed = changes.findLast(({ closedOn }) => closedOn !== undefined);
      return {
        ...formed,
        formedOn: changes.findLast(({ formedOn }) => formedOn !== undefined)?.formedOn ?? formed.formedOn,
        closedOn: closed ? (closed.closedOn ?? null) : formed.closedOn,
      };
    });
  }

  /** What the programme was called in a month: the terms with the latest `from` that is not later; of two, the later recorded. */
  namesIn(month: string): ProgrammeNames | undefined {
    const begun = this.all('terms').filter(({ from }) => from <= month);
    const latest = begun
      .map(({ from }) => from)
      .sort()
      .at(-1);
    return begun.findLast(({ from }) => from === latest)?.names;
  }

  /** What a month is called that closed before anybody had said it: what was said first. */
  firstNamesOf(month: string): ProgrammeNames | undefined {
    return this.all('terms').find(({ from }) => from <= month)?.names;
  }

  baselines(): Readonly<Record<string, Baseline>> {
    return this.all('baselines').at(-1)?.baselines ?? {};
  }

  narrativeOf(month: string): { readonly en: string | null; readonly ja: string | null } | null {
    const written = this.all('narrative').findLast((fact) => fact.month === month);
    if (written === undefined || (written.en ?? written.ja) === null) return null;
    return { en: written.en, ja: written.ja };
  }

  /** Stories dated up to a day that were not taken back, by date, then by id. */
  storiesUpTo(day: string): FactOf<'outreach'>[] {
    const key = ({ on, id }: FactOf<'outreach'>) => `${on} ${id}`;
    return this.outreach()
      .filter(({ kind, on }) => kind === 'media_story' && on <= day)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  targetsOf(financialYear: string): Readonly<Record<string, number>> {
    const set = this.all('targets').filter((fact) => fact.financialYear === financialYear);
    return set.at(-1)?.targets ?? {};
  }
}
