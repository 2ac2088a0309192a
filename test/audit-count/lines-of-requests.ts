import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type JournalLine, journalLine } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import { idOf } from '../publishing/journal-builder.ts';
import { daysAfter, indianDay } from './calendar.ts';

/**
 * What the journal must say after some requests, written a second time from the API's description: each accepted request leaves one
 * line, with what it said. So a count of the journal is a count of what people sent.
 */

/** A write that the API accepted (200 or 201), as it was sent. */
export type Accepted = {
  /** The business instant of the request: RFC 3339, UTC, with milliseconds. */
  readonly recordedAt: string;
  /** When it was accepted among all requests: 1, 2, … */
  readonly order: number;
  /** As the authorisation table spells it: `POST /api/members/{id}/exit`. */
  readonly route: string;
  readonly path: Readonly<Record<string, string>>;
  readonly body: unknown;
};

type Fields = Readonly<Record<string, unknown>>;
/** A line without its instant and actor, and without an id where the server makes it. */
type Said = Fields & { readonly type: JournalLine['type'] };
type Request = {
  readonly path: Fields;
  readonly body: Fields & { readonly id?: string | undefined };
  readonly recordedAt: string;
};

const body = z.looseObject({ id: z.string().optional() });
const items = z.array(z.looseObject({ id: z.string().optional() }));

/** Who gave a consent, where a request doesn't say. */
const byDefault = { givenBy: 'self' };

const inSchool = (status: unknown): boolean => status === 'enrolled' || status === 'irregular';

const ageBandOf = ({ birthYear, joinedOn }: Fields): string => {
  const age = Number(String(joinedOn).slice(0, 4)) - Number(birthYear);
  return age < 18 ? 'under 18' : age <= 24 ? '18-24' : age <= 34 ? '25-34' : age <= 44 ? '35-44' : '45+';
};

/** The dates of a member's record, of which the earliest is told of a woman with several. */
const dates: readonly string[] = ['joinedOn', 'leaderSince'];

/** What the requests so far have recorded. */
class Records {
  /** Members, collectives and cases as they stand, by id. */
  readonly #now = new Map<string, Fields>();
  /** Lines that a later one names or repeats, by the id of what they record. */
  readonly #lines = new Map<string, Said & { readonly recordedAt: string }>();
  /** Observations of a child's schooling, in the order of their days. */
  readonly #schoolings = new Map<string, Fields[]>();
  readonly #reversed = new Set<unknown>();
  /** The open requests of kind `withdrawal`. */
  #withdrawals: { readonly id: unknown; readonly memberId: unknown; readonly on: string }[] = [];
  readonly #done = new Set<string>();
  /** Pairs by their ids: what they are; and what is asked of them, by the id of the asking. */
  readonly #pairs = new Map<string, { readonly memberIds: readonly string[]; keptId: string | undefined }>();
  readonly #asked = new Map<
    string,
    { readonly is: 'join' | 'part'; readonly pairId: string; readonly keptId: string }
  >();
  /** By the id of each joined record, that of the kept one. */
  readonly #joinedTo = new Map<string, string>();
  readonly #reversedSheets = new Set<unknown>();
  /** Lines of the last request beside its own. */
  #further: Said[] = [];

  /** The lines that the last request left beside its own. */
  takeFurther(): readonly Said[] {
    return this.#further.splice(0);
  }

  /** The line of a request; undefined if it repeats another or changes nothing. */
  read({ route, path, body: sent, recordedAt }: Accepted): Said | undefined {
    const request: Request = { path, body: body.parse(sent), recordedAt };
    const { id } = request.body;
    const once = id ?? (/(exit|end)$/.test(route) ? JSON.stringify([route, path]) : undefined);
    if (once !== undefined && this.#done.has(once)) return undefined;
    const said = this.#readNew(route, request);
    if (once !== undefined) this.#done.add(once);
    if (id !== undefined && said !== undefined) this.#lines.set(id, { ...said, recordedAt });
    return said;
  }

  /** The line of a request that is no repetition. */
  #readNew(route: string, request: Request): Said | undefined {
    if (route.includes(' /api/members')) return this.#readOfMember(route, request);
    if (route.includes(' /api/collectives/{id}/')) return this.#readOfBooks(route, request);
    if (route.includes(' /api/cases')) return this.#readOfCase(route, request);
    if (route.includes(' /api/same-women') || route.includes(' /api/approvals')) {
      return this.#readOfPair(route, request);
    }
    return this.#readOfProgramme(route, request);
  }

  /** A request about a collective, outreach or the programme. */
  #readOfProgramme(route: string, request: Request): Said | undefined {
    const { path, body: sent } = request;
    const { id, ...rest } = sent;
    switch (route) {
      case 'POST /api/collectives':
        this.#now.set(String(id), rest);
        return { type: 'collective_formed', collectiveId: id, ...rest };
      case 'PATCH /api/collectives/{id}':
        return this.#change('collective_changed', 'collectiveId', request);
      case 'POST /api/outreach': {
        // What a story is called is published, and said of nothing else.
        const { title, outlet, url, ...held } = rest;
        const story = rest.kind === 'media_story' ? { title, outlet, url } : {};
        return { type: 'outreach_recorded', outreachId: id, ...held, ...story };
      }
      case 'POST /api/outreach/{id}/reversal':
        return { ...this.#lines.get(String(path.id)), type: 'outreach_reversed' };
      case 'PUT /api/outreach/{id}/roster': {
        const held = this.#lines.get(String(path.id));
        const line = {
          type: 'roster_set',
          outreachId: path.id,
          kind: held?.kind,
          on: held?.on,
          ...rest,
        } as const;
        return this.#isNews(`roster ${path.id}`, rest) ? line : undefined;
      }
      case 'POST /api/demands': {
        const { title: _title, answerBy, to, ...asked } = rest;
        const days = { rti: 30, rti_appeal: 45 }[String(rest.kind)];
        const dueOn = days === undefined ? answerBy : daysAfter(String(rest.on), days);
        return { type: 'demand_recorded', demandId: id, ...asked, recipient: to, dueOn };
      }
      case 'POST /api/demands/{id}/steps':
        return { type: 'demand_step', demandId: path.id, ...rest };
      case 'POST /api/demands/{id}/reversal':
        return { type: 'demand_reversed', demandId: path.id };
      case 'POST /api/programme/terms':
        return { type: 'programme_terms_set', ...rest };
      case 'PUT /api/baselines':
        return this.#isNews(route, rest) ? { type: 'baselines_set', ...rest } : undefined;
      case 'PUT /api/narratives/{month}': {
        const line = { type: 'narrative_set', month: path.month, ...rest } as const;
        return this.#isNews(`narrative ${path.month}`, rest) ? line : undefined;
      }
      case 'PUT /api/targets/{financialYear}': {
        const line = { type: 'targets_set', financialYear: path.financialYear, ...rest } as const;
        return this.#isNews(`targets ${path.financialYear}`, rest) ? line : undefined;
      }
      default:
        throw new Error(`No line is known of ${route}.`);
    }
  }

  /** A request about a member, her children, offices and requests. */
  #readOfMember(route: string, request: Request): Said | undefined {
    const { path, body: sent, recordedAt } = request;
    const { id, ...rest } = sent;
    switch (route) {
      case 'POST /api/members':
        this.#now.set(String(id), rest);
        return {
          type: 'member_enrolled',
          memberId: id,
          ...rest,
          ageBand: ageBandOf(rest),
          consents: items.parse(rest.consents).map((consent) => ({ ...byDefault, ...consent })),
          children: items.parse(rest.children ?? []).map((child) => {
            this.#keepChild(child);
            const schooling = this.#observe(child.id, this.#schoolingOf(child, recordedAt));
            return { ...child, schooling };
          }),
        };
      case 'PATCH /api/members/{id}': {
        return this.#changeWoman(request);
      }
      case 'POST /api/members/{id}/consents':
        return {
          type: 'consent_recorded',
          memberId: path.id,
          consent: { ...byDefault, ...sent },
          ...this.#withdrawalOf(path.id, sent),
        };
      case 'POST /api/members/{id}/children': {
        this.#keepChild(sent);
        const schooling = this.#observe(id, this.#schoolingOf(sent, recordedAt));
        return { type: 'child_recorded', memberId: path.id, child: sent, schooling };
      }
      case 'PUT /api/members/{id}/children/{childId}': {
        const seen = this.#schoolings.get(String(path.childId)) ?? [];
        const last = seen.findLast((one) => !this.#reversed.has(one.id));
        const isNews = inSchool(last?.status) !== sent.inSchool;
        const { inSchool: _, ...fields } = sent;
        if (!this.#isNews(`child ${path.childId}`, fields) && !isNews) return undefined;
        return {
          type: 'child_changed',
          memberId: path.id,
          child: { id: path.childId, ...sent },
          ...(isNews && { schooling: this.#observe(path.childId, this.#schoolingOf(sent, recordedAt)) }),
        };
      }
      case 'POST /api/members/{id}/children/{childId}/schooling':
        this.#observe(path.childId, sent);
        return { type: 'schooling_recorded', memberId: path.id, childId: path.childId, schooling: sent };
      case 'POST /api/members/{id}/offices':
        return { type: 'office_recorded', memberId: path.id, ...rest };
      case 'POST /api/members/{id}/offices/{officeId}/end':
        return { type: 'office_ended', memberId: path.id, officeId: path.officeId, ...rest };
      case 'POST /api/members/{id}/talks':
        return { type: 'talk_recorded', memberId: path.id, talkId: id, answers: {}, ...rest };
      case 'POST /api/members/{id}/requests':
        if (rest.kind === 'withdrawal')
          this.#withdrawals.push({ id, memberId: path.id, on: String(rest.on) });
        return { type: 'request_recorded', memberId: path.id, ...rest };
      case 'POST /api/members/{id}/requests/{requestId}/steps':
        if (rest.step === 'answered' || rest.step === 'refused') this.#close(path.requestId);
        return { type: 'request_step', memberId: path.id, requestId: path.requestId, ...rest };
      case 'POST /api/members/{id}/reversals':
        this.#reversed.add(rest.of);
        this.#close(rest.of);
        return { type: 'member_entry_reversed', memberId: path.id, of: rest.of, kind: this.#kindOf(rest.of) };
      case 'POST /api/members/{id}/exit':
        return {
          type: 'member_exited',
          memberId: this.#womanOf(path.id),
          ...rest,
          ...this.#answersOf(path.id, (on) => [on, String(rest.exitedOn)].toSorted()[1]),
        };
      default:
        throw new Error(`No line is known of ${route}.`);
    }
  }

  /** A request about the books of a collective. */
  #readOfBooks(route: string, request: Request): Said | undefined {
    const { path, body: sent } = request;
    const { id, ...rest } = sent;
    switch (route) {
      case 'POST /api/collectives/{id}/meetings': {
        const counted = rest.cashCountedPaise !== undefined;
        return { type: 'meeting_held', collectiveId: path.id, meetingId: id, ...rest, counted };
      }
      case 'POST /api/collectives/{id}/meetings/{meetingId}/reversal': {
        const sheet = this.#lines.get(String(path.meetingId));
        this.#reversedSheets.add(path.meetingId);
        return { ...sheet, type: 'meeting_reversed', meetingRecordedAt: sheet?.recordedAt };
      }
      case 'POST /api/collectives/{id}/vouchers':
        return { type: 'voucher_recorded', collectiveId: path.id, voucherId: id, ...rest };
      case 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': {
        const voucher = this.#lines.get(String(path.voucherId));
        return { ...voucher, type: 'voucher_reversed', voucherRecordedAt: voucher?.recordedAt };
      }
      case 'POST /api/collectives/{id}/borrowings':
        return { type: 'borrowing_recorded', collectiveId: path.id, borrowingId: id, ...rest };
      case 'POST /api/collectives/{id}/questions': {
        const { text: _text, ...asked } = rest;
        return { type: 'question_asked', questionId: id, collectiveId: path.id, ...asked };
      }
      case 'POST /api/collectives/{id}/questions/{questionId}/answers': {
        const { text: _text, ...answered } = rest;
        return { type: 'question_answered', questionId: path.questionId, collectiveId: path.id, ...answered };
      }
      case 'POST /api/collectives/{id}/questions/{questionId}/closing':
        return { type: 'question_closed', questionId: path.questionId, collectiveId: path.id };
      case 'POST /api/collectives/{id}/moves': {
        const ids = z.array(z.string()).parse(rest.members);
        const women = [...new Set(ids.map((one) => this.#womanOf(one)))];
        for (const one of women) this.#now.set(one, { ...this.#now.get(one), collectiveId: rest.to });
        return {
          type: 'move_recorded',
          collectiveId: path.id,
          toCollectiveId: rest.to,
          moveId: id,
          on: rest.on,
          members: women.map((one) => this.#holdingsOf(one)),
          cashPaise: rest.cashPaise,
          bankPaise: rest.bankPaise,
          grantsPaise: 0,
          surplusPaise: 0,
          borrowings: [],
        };
      }
      case 'POST /api/collectives/{id}/moves/{moveId}/reversal': {
        const move = this.#lines.get(String(path.moveId));
        for (const { memberId } of items.parse(move?.members)) {
          const one = String(memberId);
          this.#now.set(one, { ...this.#now.get(one), collectiveId: move?.collectiveId });
        }
        return { ...move, type: 'move_reversed', moveRecordedAt: move?.recordedAt };
      }
      case 'POST /api/collectives/{id}/opening': {
        const borrowings = items.parse(rest.borrowings).map((one) => ({ ...one, borrowingId: one.id }));
        return { type: 'books_opened', collectiveId: path.id, openingId: id, ...rest, borrowings };
      }
      default:
        throw new Error(`No line is known of ${route}.`);
    }
  }

  /** A request about a case. */
  #readOfCase(route: string, request: Request): Said | undefined {
    const { path, body: sent } = request;
    const { id, ...rest } = sent;
    switch (route) {
      case 'POST /api/cases':
        this.#now.set(String(id), rest);
        return { type: 'case_opened', caseId: id, ...rest };
      case 'PATCH /api/cases/{id}': {
        const { kind } = { ...this.#now.get(String(path.id)), ...sent };
        // Only a crisis says what happened.
        const isCrisis = kind === undefined || kind === 'crisis';
        const line = this.#change(
          'case_changed',
          'caseId',
          isCrisis ? request : { ...request, body: { ...sent, incident: null } },
        );
        if (line === undefined) return undefined;
        const { incident, ...told } = line;
        const isNews = Array.isArray(told.fields) && told.fields.includes('incident');
        return { ...told, ...(isNews ? { incident: incident ?? null } : {}) };
      }
      case 'POST /api/cases/{id}/events': {
        const { memberId } = this.#now.get(String(path.id)) ?? {};
        const base = { caseId: path.id, memberId, on: rest.on };
        if (rest.type !== 'taken_back') return { type: 'case_event', ...base, event: rest };
        const taken = this.#lines.get(String(rest.eventId));
        return {
          type: 'case_event_taken_back',
          ...base,
          eventId: rest.eventId,
          eventOn: taken?.on,
          eventRecordedAt: taken?.recordedAt,
          event: taken?.event,
        };
      }
      default:
        throw new Error(`No line is known of ${route}.`);
    }
  }

  /** A request about two records that may be one woman's. What leads to a join or a parting counts nowhere, and its lines are left out. */
  #readOfPair(route: string, { path, body: sent }: Request): Said | undefined {
    const { id } = sent;
    switch (route) {
      case 'POST /api/same-women': {
        const memberIds = z.array(z.string()).parse(sent.memberIds);
        if (!this.#pairs.has(String(id))) this.#pairs.set(String(id), { memberIds, keptId: undefined });
        return undefined;
      }
      case 'POST /api/same-women/{id}/decision':
        if (sent.decision === 'same') {
          this.#asked.set(String(id), { is: 'join', pairId: String(path.id), keptId: String(sent.keptId) });
        }
        return undefined;
      case 'POST /api/same-women/{id}/parting': {
        const { keptId = '' } = this.#pairs.get(String(path.id)) ?? {};
        this.#asked.set(String(id), { is: 'part', pairId: String(path.id), keptId });
        return undefined;
      }
      default: {
        const asked = this.#asked.get(String(path.id));
        const pair = asked && this.#pairs.get(asked.pairId);
        if (sent.decision !== 'approved' || asked === undefined || pair === undefined) return undefined;
        const { keptId } = asked;
        const joinedId = pair.memberIds.find((one) => one !== keptId) ?? '';
        if (asked.is === 'join') this.#joinedTo.set(joinedId, keptId);
        else this.#joinedTo.delete(joinedId);
        pair.keptId = keptId;
        return { type: asked.is === 'join' ? 'members_joined' : 'members_parted', keptId, joinedId };
      }
    }
  }

  /** The id under which she stands. */
  #womanOf(id: unknown): string {
    const kept = this.#joinedTo.get(String(id));
    return kept === undefined ? String(id) : this.#womanOf(kept);
  }

  #isOneWoman(id: unknown, otherId: unknown): boolean {
    return this.#womanOf(id) === this.#womanOf(otherId);
  }

  /** What a woman holds, by the sheets that stand: savings, and what is left of the loans that were given under her ids. */
  #holdingsOf(womanId: string): Fields {
    const isHers = ({ memberId }: Fields): boolean => this.#womanOf(memberId) === womanId;
    const entries = [...this.#lines.values()]
      .filter(({ type, meetingId }) => type === 'meeting_held' && !this.#reversedSheets.has(meetingId))
      .flatMap((sheet) => items.parse(sheet.entries));
    const signs: Readonly<Record<string, number>> = { deposit: 1, withdrawal: -1 };
    const savingsPaise = entries
      .filter(isHers)
      .reduce((sum, { kind, amountPaise }) => sum + (signs[String(kind)] ?? 0) * Number(amountPaise), 0);
    const loans = entries
      .filter((entry) => entry.kind === 'loan' && isHers(entry))
      .map(({ loanId, amountPaise }) => ({
        loanId,
        outstandingPaise: entries
          .filter((entry) => entry.kind === 'repayment' && entry.loanId === loanId)
          .reduce((left, entry) => left - Number(entry.amountPaise), Number(amountPaise)),
      }))
      .filter(({ outstandingPaise }) => outstandingPaise > 0);
    return { memberId: womanId, savingsPaise, loans };
  }

  /** A record after its change, with the names of what changed; undefined if nothing did. */
  #change(type: Said['type'], idName: string, { path, body: change }: Request): Said | undefined {
    const before = this.#now.get(String(path.id)) ?? {};
    // Null takes a field out.
    const after = Object.fromEntries(
      Object.entries({ ...before, ...change }).filter(([, value]) => value !== null && value !== undefined),
    );
    const fields = Object.keys(change).filter((name) => before[name] !== after[name]);
    this.#now.set(String(path.id), after);
    return fields.length === 0 ? undefined : { type, ...after, [idName]: path.id, fields };
  }

  /**
   * What a change makes of a woman's records, whichever id was sent. The kept one changes. A date of hers is the earliest that a record says: a joined
   * record that would hide a date which is set, or taken away, gives way, with a line of its own.
   */
  #changeWoman({ path, body: change }: Request): Said | undefined {
    const keptId = this.#womanOf(path.id);
    const ids = [...this.#now.keys()].filter((id) => this.#womanOf(id) === keptId);
    const told = (name: string): unknown =>
      ids.flatMap((id) => this.#now.get(id)?.[name] ?? []).toSorted()[0];
    const asTold = Object.fromEntries(dates.map((name) => [name, told(name)]));
    const isChanged = (name: string): boolean =>
      (dates.includes(name) ? asTold[name] : this.#now.get(keptId)?.[name]) !== (change[name] ?? undefined);
    const fields = Object.keys(change).filter(isChanged);
    if (fields.length === 0) return undefined;
    const set = Object.fromEntries(fields.map((name) => [name, change[name]]));
    const line = this.#changeRecord(keptId, set);
    for (const id of ids.filter((one) => one !== keptId)) {
      const given = fields.filter((name) => {
        const own = this.#now.get(id)?.[name];
        return dates.includes(name) && own !== undefined && String(own) < String(set[name] ?? '9999');
      });
      if (given.length === 0) continue;
      const further = this.#changeRecord(id, Object.fromEntries(given.map((name) => [name, set[name]])));
      this.#further.push({ ...further, fields: given });
    }
    return { ...line, fields };
  }

  /** A member's record with other fields, as a line says it. Null takes a field out. */
  #changeRecord(memberId: string, change: Fields): Said {
    const after = Object.fromEntries(
      Object.entries({ ...this.#now.get(memberId), ...change }).filter(([, value]) => value !== null),
    );
    this.#now.set(memberId, after);
    return { type: 'member_changed', ...after, memberId, ageBand: ageBandOf(after) };
  }

  #keepChild({ id, inSchool: _, ...fields }: Fields): void {
    this.#isNews(`child ${id}`, fields);
  }

  /** Whether something is said anew, whatever the order of its fields; it is kept from then on. */
  #isNews(key: string, content: Fields): boolean {
    const isNews = !isDeepStrictEqual(this.#now.get(key), content);
    this.#now.set(key, content);
    return isNews;
  }

  #close(requestId: unknown): void {
    this.#withdrawals = this.#withdrawals.filter(({ id }) => id !== requestId);
  }

  /** What a consent to the services, or its withdrawal, makes of her requests of kind `withdrawal`. */
  #withdrawalOf(memberId: unknown, { id, purpose, given, on, method }: Fields): Fields {
    if (purpose !== 'services') return {};
    if (given) return this.#answersOf(memberId, (asked) => (asked <= String(on) ? String(on) : undefined));
    if (this.#withdrawals.some((one) => this.#isOneWoman(one.memberId, memberId))) return {};
    const requestId = idOf(`request of ${id}`);
    this.#withdrawals.push({ id: requestId, memberId, on: String(on) });
    return { opens: { requestId, via: method } };
  }

  #answersOf(memberId: unknown, answeredOn: (on: string) => string | undefined): Fields {
    const answers = this.#withdrawals.flatMap((one) => {
      const on = this.#isOneWoman(one.memberId, memberId) ? answeredOn(one.on) : undefined;
      return on === undefined ? [] : [{ requestId: one.id, on }];
    });
    for (const { requestId } of answers) this.#close(requestId);
    return answers.length === 0 ? {} : { answers };
  }

  #schoolingOf(child: Fields, recordedAt: string): Fields {
    const id = idOf(`observation of ${child.id} at ${recordedAt}`);
    return { id, on: indianDay(recordedAt), status: child.inSchool ? 'enrolled' : 'not_enrolled' };
  }

  /** Keeps an observation after those of its day and of earlier ones. */
  #observe(childId: unknown, observation: Fields): Fields {
    const seen = this.#schoolings.get(String(childId)) ?? [];
    const at = seen.findLastIndex(({ on }) => String(on) <= String(observation.on)) + 1;
    this.#schoolings.set(String(childId), seen.toSpliced(at, 0, observation));
    return observation;
  }

  #kindOf(id: unknown): string {
    const type = this.#lines.get(String(id))?.type;
    if (type === 'schooling_recorded') return 'schooling';
    if (type === 'office_recorded') return 'office';
    if (type === 'talk_recorded') return 'talk';
    return type === 'request_recorded' ? 'request' : 'child';
  }
}

const actor = idOf('whoever sent it');

/** The journal after some accepted requests, in its order. */
export const linesOfRequests = (accepted: readonly Accepted[]): JournalLine[] => {
  const records = new Records();
  return accepted
    .toSorted((a, b) => a.order - b.order)
    .flatMap((request) => {
      const said = records.read(request);
      const id = body.parse(request.body).id ?? idOf(`line of request ${request.order}`);
      const { recordedAt } = request;
      const further = records
        .takeFurther()
        .map((one, index) => ({ ...one, id: idOf(`line ${index} beside request ${request.order}`) }));
      return [...(said === undefined ? [] : [{ ...said, id }]), ...further].map((line) =>
        journalLine().parse({ ...line, recordedAt, actor }),
      );
    })
    .sort(compareLines);
};

/** The lines to which the server gives an id. */
const idsOfServer: readonly JournalLine['type'][] = [
  'collective_changed',
  'member_changed',
  'member_exited',
  'child_changed',
  'office_ended',
  'case_changed',
  'roster_set',
  'targets_set',
  'baselines_set',
  'narrative_set',
  'members_joined',
  'members_parted',
];

/** The lines on the way to a join or a parting, which counts say nothing of. */
const leadingToJoins: readonly JournalLine['type'][] = [
  'same_woman_named',
  'approval_asked',
  'approval_decided',
];

const withoutId = (schooling: object | undefined) => schooling && { ...schooling, id: undefined };

/** Lines without what only the server knows: who sent it, and the ids that it makes. In an order of their own. */
export const comparable = (lines: readonly JournalLine[]): string[] =>
  lines
    .filter(({ type }) => !leadingToJoins.includes(type))
    .map((line) => ({
      ...line,
      actor: undefined,
      ...(idsOfServer.includes(line.type) && { id: undefined }),
      ...('opens' in line && { opens: line.opens?.via }),
      ...('answers' in line &&
        line.type !== 'talk_recorded' && { answers: line.answers?.map(({ on }) => on).toSorted() }),
      ...((line.type === 'move_recorded' || line.type === 'move_reversed') && {
        members: line.members.map((one) => ({
          ...one,
          loans: one.loans.toSorted((a, b) => (a.loanId < b.loanId ? -1 : 1)),
        })),
      }),
      ...('fields' in line && { fields: line.fields.toSorted() }),
      ...(line.type === 'member_enrolled' && {
        children: line.children.map((child) => ({ ...child, schooling: withoutId(child.schooling) })),
      }),
      ...((line.type === 'child_recorded' || line.type === 'child_changed') && {
        schooling: withoutId(line.schooling),
      }),
    }))
    .map((line) => JSON.stringify(line))
    .sort();
