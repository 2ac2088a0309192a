import { createHash } from 'node:crypto';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import type {
  Publication,
  PublicationHistory,
} from '../../functions/months/disclosure/publication-history.ts';
import { addLines } from '../../functions/months/indicators/add-lines.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { countTotals } from '../../functions/months/indicators/count-totals.ts';
import { createDocuments } from '../../functions/months/indicators/documents.ts';
import type { Indicator } from '../../functions/months/indicators/indicator.ts';
import { joinsOf } from '../../functions/months/indicators/joined-records.ts';
import {
  composeSnapshot,
  type Snapshot,
  type SnapshotIndicator,
} from '../../functions/months/publishing/snapshot.ts';
import { dateInIndia } from '../../functions/shared/calendar/calendar.ts';
import { type JournalSource, toJournalText } from '../../functions/shared/journal/journal-text.ts';
import type { JournalLine, JournalLineOf } from '../../functions/shared/journal/line.ts';
import { compareLines } from '../../functions/shared/journal/line-order.ts';
import type { Item } from '../../functions/shared/table/client.ts';
import { termsKey } from '../../functions/shared/table/keys/programme.ts';

/** A UUIDv7 that is always the same for a name. */
export const idOf = (name: string): string => {
  const digits = createHash('sha256').update(name).digest('hex');
  return `01980000-${digits.slice(0, 4)}-7${digits.slice(4, 7)}-8${digits.slice(7, 10)}-${digits.slice(10, 22)}`;
};

export const actor = idOf('coordinator');

/** An Indian local time as the journal has it: `indian('2026-10-31T23:59')`. */
export const indian = (local: string): string => new Date(`${local}+05:30`).toISOString();

type Draft<T extends JournalLine['type']> = Omit<JournalLineOf<T>, 'type' | 'id' | 'recordedAt' | 'actor'>;

export const consentOf = (
  given = true,
  on = '2025-04-01',
  purpose: 'services' | 'reporting' | 'sharing' = 'reporting',
): JournalLineOf<'consent_recorded'>['consent'] => ({
  id: idOf(`consent ${purpose} ${given} ${on}`),
  purpose,
  given,
  on,
  givenBy: 'self',
});

type ChildLine = JournalLineOf<'child_recorded'>;

/** A girl born in 2014, with the first observation, as an enrolment brings her. */
export const childOf = (
  name: string,
  inSchool = true,
  on = '2025-04-01',
  more: Partial<ChildLine['child']> = {},
): JournalLineOf<'member_enrolled'>['children'][number] => ({
  id: idOf(name),
  birthYear: 2014,
  gender: 'female',
  ...more,
  schooling: {
    id: idOf(`first observation of ${name}`),
    on,
    status: inSchool ? 'enrolled' : 'not_enrolled',
  },
});

/** The items that the programme's area stores beside a line: those of terms, which a publication looks for. */
export const itemsBeside = (line: JournalLine): Item[] =>
  line.type === 'programme_terms_set'
    ? [{ ...termsKey(line.from, line.recordedAt, line.id), ...line, createdAt: line.recordedAt }]
    : [];

/** How a line is added: with an id of its own, at the next instant. */
type Recorder = {
  readonly add: <T extends JournalLine>(line: T) => T;
  readonly stamp: (id: string) => { id: string; recordedAt: string; actor: string };
  readonly nextId: () => string;
};

/** Lines for tests, with what does not matter filled in. Each is recorded a second after the one before, unless `at` was called. */
export const createJournal = () => {
  const lines: JournalLine[] = [];
  let instant = Date.parse(indian('2025-04-01T09:00'));
  const stamp = (id: string) => {
    instant += 1000;
    return { id, recordedAt: new Date(instant).toISOString(), actor };
  };
  const add = <T extends JournalLine>(line: T): T => {
    lines.push(line);
    return line;
  };
  let count = 0;
  const nextId = (): string => {
    count += 1;
    return idOf(`line ${count}`);
  };
  const recorder: Recorder = { add, stamp, nextId };
  const journal = {
    lines,
    /** Goes on recording from an Indian local time on. */
    at: (local: string) => {
      instant = Date.parse(indian(local)) - 1000;
      return journal;
    },
    ...meetingsIn(recorder),
    ...booksIn(recorder),
    ...membersIn(recorder),
    ...entriesIn(recorder),
    ...casesIn(recorder),
    ...programmeIn(recorder),
  };
  return journal;
};

/** Groups and their meetings. */
const meetingsIn = ({ add, stamp, nextId }: Recorder) => ({
  collective: (name: string, more: Partial<Draft<'collective_formed'>> = {}) =>
    add({
      type: 'collective_formed',
      ...stamp(idOf(name)),
      collectiveId: idOf(name),
      district: 'Guntur',
      formedOn: '2025-04-01',
      ...more,
    }),
  changeCollective: (name: string, more: Partial<Draft<'collective_changed'>>) =>
    add({
      type: 'collective_changed',
      ...stamp(nextId()),
      collectiveId: idOf(name),
      district: 'Guntur',
      formedOn: '2025-04-01',
      fields: [],
      ...more,
    }),
  /** A sheet: `{ Padma: ['deposit', 100] }`; who has a status only is listed with it. */
  meeting: (
    name: string,
    heldOn: string,
    sheet: Record<
      string,
      | 'present'
      | 'absent'
      | 'excused'
      | readonly [JournalLineOf<'meeting_held'>['entries'][number]['kind'], number]
    > = {},
    more: Partial<Draft<'meeting_held'>> = {},
  ) =>
    add({
      type: 'meeting_held',
      ...stamp(idOf(name)),
      collectiveId: idOf('collective'),
      meetingId: idOf(name),
      heldOn,
      attendance: Object.entries(sheet).map(([member, row]) => ({
        memberId: idOf(member),
        status: typeof row === 'string' ? row : 'present',
      })),
      entries: Object.entries(sheet).flatMap(([member, row]) =>
        typeof row === 'string' ? [] : [{ memberId: idOf(member), kind: row[0], amountPaise: row[1] }],
      ),
      counted: true,
      ...more,
    }),
  reverse: (sheet: JournalLineOf<'meeting_held'>) =>
    add({
      type: 'meeting_reversed',
      ...stamp(nextId()),
      collectiveId: sheet.collectiveId,
      meetingId: sheet.meetingId,
      meetingRecordedAt: sheet.recordedAt,
      heldOn: sheet.heldOn,
      attendance: sheet.attendance,
      entries: sheet.entries,
    }),
});

/** What stands in a group's books beside its sheets. */
const booksIn = ({ add, stamp, nextId }: Recorder) => ({
  voucher: (name: string, on: string, lines: JournalLineOf<'voucher_recorded'>['lines']) =>
    add({
      type: 'voucher_recorded',
      ...stamp(idOf(name)),
      collectiveId: idOf('collective'),
      voucherId: idOf(name),
      on,
      lines,
    }),
  reverseVoucher: ({ collectiveId, voucherId, recordedAt, on, lines }: JournalLineOf<'voucher_recorded'>) =>
    add({
      type: 'voucher_reversed',
      ...stamp(nextId()),
      collectiveId,
      voucherId,
      voucherRecordedAt: recordedAt,
      on,
      lines,
    }),
  borrow: (name: string, source: JournalLineOf<'borrowing_recorded'>['source']) =>
    add({
      type: 'borrowing_recorded',
      ...stamp(idOf(name)),
      collectiveId: idOf('collective'),
      borrowingId: idOf(name),
      source,
      sanctionedOn: '2026-01-01',
      principalPaise: 10_000,
    }),
  move: (more: Partial<Draft<'move_recorded'>>) =>
    add({
      type: 'move_recorded',
      ...stamp(nextId()),
      collectiveId: idOf('collective'),
      toCollectiveId: idOf('other'),
      moveId: idOf('move'),
      on: '2026-03-10',
      members: [],
      cashPaise: 0,
      bankPaise: 0,
      grantsPaise: 0,
      surplusPaise: 0,
      borrowings: [],
      ...more,
    }),
  undoMove: (line: JournalLineOf<'move_recorded'>) =>
    add({ ...line, type: 'move_reversed', ...stamp(nextId()), moveRecordedAt: line.recordedAt }),
  openBooks: (asOf: string, more: Partial<Draft<'books_opened'>>) =>
    add({
      type: 'books_opened',
      ...stamp(nextId()),
      collectiveId: idOf('collective'),
      openingId: idOf('opening'),
      asOf,
      cashPaise: 0,
      bankPaise: 0,
      grantsPaise: 0,
      surplusPaise: 0,
      members: [],
      borrowings: [],
      ...more,
    }),
});

/** Members and their consents. */
const membersIn = ({ add, stamp, nextId }: Recorder) => ({
  member: (name: string, more: Partial<Draft<'member_enrolled'>> = {}) =>
    add({
      type: 'member_enrolled',
      ...stamp(idOf(name)),
      memberId: idOf(name),
      collectiveId: idOf('collective'),
      district: 'Guntur',
      ageBand: '25-34',
      category: 'cse_survivor',
      joinedOn: '2025-04-01',
      consents: [consentOf()],
      children: [],
      ...more,
    }),
  changeMember: (name: string, more: Partial<Draft<'member_changed'>>) =>
    add({
      type: 'member_changed',
      ...stamp(nextId()),
      memberId: idOf(name),
      collectiveId: idOf('collective'),
      district: 'Guntur',
      ageBand: '25-34',
      category: 'cse_survivor',
      joinedOn: '2025-04-01',
      fields: [],
      ...more,
    }),
  consent: (
    name: string,
    given: boolean,
    on: string,
    purpose: 'services' | 'reporting' | 'sharing' = 'reporting',
    continues?: string[],
    by = actor,
  ) =>
    add({
      type: 'consent_recorded',
      ...stamp(nextId()),
      actor: by,
      memberId: idOf(name),
      consent: { ...consentOf(given, on, purpose), ...(continues && { continues }) },
    }),
  join: (kept: string, joined: string) =>
    add({ type: 'members_joined', ...stamp(nextId()), keptId: idOf(kept), joinedId: idOf(joined) }),
  part: (kept: string, joined: string) =>
    add({ type: 'members_parted', ...stamp(nextId()), keptId: idOf(kept), joinedId: idOf(joined) }),
  exit: (name: string, exitedOn: string, answers?: JournalLineOf<'member_exited'>['answers']) =>
    add({
      type: 'member_exited',
      ...stamp(nextId()),
      memberId: idOf(name),
      exitedOn,
      ...(answers && { answers }),
    }),
});

/** What is told of a member: children, offices, requests and talks. */
const entriesIn = ({ add, stamp, nextId }: Recorder) => ({
  /** A child who goes to school or not, as of the Indian day of the recording. */
  child: (
    name: string,
    child: string,
    inSchool: boolean,
    type: 'child_recorded' | 'child_changed',
    more: Partial<ChildLine['child']> = {},
  ) => {
    const base = stamp(nextId());
    const { schooling, ...fields } = childOf(child, inSchool, dateInIndia(new Date(base.recordedAt)), more);
    return add({
      type,
      ...base,
      memberId: idOf(name),
      child: fields,
      schooling: { ...schooling, id: nextId() },
    });
  },
  schooling: (name: string, child: string, on: string, status: ChildLine['schooling']['status']) => {
    const base = stamp(nextId());
    const schooling = { id: base.id, on, status };
    return add({
      type: 'schooling_recorded',
      ...base,
      memberId: idOf(name),
      childId: idOf(child),
      schooling,
    });
  },
  office: (name: string, more: Partial<Draft<'office_recorded'>>) =>
    add({
      type: 'office_recorded',
      ...stamp(nextId()),
      memberId: idOf(name),
      body: 'district_forum',
      office: 'member',
      from: '2025-04-01',
      ...more,
    }),
  endOffice: (held: JournalLineOf<'office_recorded'>, on: string) =>
    add({
      type: 'office_ended',
      ...stamp(nextId()),
      memberId: held.memberId,
      officeId: held.id,
      on,
    }),
  talk: (name: string, on: string, answers: JournalLineOf<'talk_recorded'>['answers']) => {
    const base = stamp(nextId());
    return add({ type: 'talk_recorded', ...base, memberId: idOf(name), talkId: base.id, on, answers });
  },
  reverseEntry: (name: string, of: string, kind: JournalLineOf<'member_entry_reversed'>['kind']) =>
    add({ type: 'member_entry_reversed', ...stamp(nextId()), memberId: idOf(name), of, kind }),
  request: (name: string, on: string, kind: JournalLineOf<'request_recorded'>['kind'] = 'access') =>
    add({ type: 'request_recorded', ...stamp(nextId()), memberId: idOf(name), kind, on, via: 'spoken' }),
  requestStep: (
    request: JournalLineOf<'request_recorded'>,
    on: string,
    step: JournalLineOf<'request_step'>['step'],
  ) =>
    add({
      type: 'request_step',
      ...stamp(nextId()),
      memberId: request.memberId,
      requestId: request.id,
      on,
      step,
    }),
});

/** Cases and their events. */
const casesIn = ({ add, stamp, nextId }: Recorder) => ({
  openCase: (name: string, member: string, more: Partial<Draft<'case_opened'>> = {}) =>
    add({
      type: 'case_opened',
      ...stamp(idOf(name)),
      caseId: idOf(name),
      memberId: idOf(member),
      kind: 'legal_aid',
      priority: 'normal',
      openedOn: '2025-04-01',
      ...more,
    }),
  changeCase: (name: string, member: string, more: Partial<Draft<'case_changed'>> = {}) =>
    add({
      type: 'case_changed',
      ...stamp(nextId()),
      caseId: idOf(name),
      memberId: idOf(member),
      kind: 'legal_aid',
      priority: 'normal',
      openedOn: '2025-04-01',
      fields: [],
      ...more,
    }),
  event: (member: string, on: string, event: JournalLineOf<'case_event'>['event'], name = 'case') =>
    add({ type: 'case_event', ...stamp(nextId()), caseId: idOf(name), memberId: idOf(member), on, event }),
  takeBack: (taken: JournalLineOf<'case_event'>) =>
    add({
      type: 'case_event_taken_back',
      ...stamp(nextId()),
      caseId: taken.caseId,
      memberId: taken.memberId,
      on: taken.on,
      eventId: taken.id,
      eventOn: taken.on,
      eventRecordedAt: taken.recordedAt,
      event: taken.event,
    }),
});

/** Outreach, and what is said of the whole programme. */
const programmeIn = ({ add, stamp, nextId }: Recorder) => ({
  outreach: (on: string, more: Partial<Draft<'outreach_recorded'>>) => {
    const id = nextId();
    return add({
      type: 'outreach_recorded',
      ...stamp(id),
      outreachId: id,
      kind: 'advocacy',
      on,
      mode: 'in_person',
      district: 'Guntur',
      participants: 0,
      ...more,
    });
  },
  reverseOutreach: ({ title: _1, outlet: _2, url: _3, ...held }: JournalLineOf<'outreach_recorded'>) =>
    add({ ...held, type: 'outreach_reversed', ...stamp(nextId()) }),
  roster: (
    held: JournalLineOf<'outreach_recorded'>,
    roles: Readonly<Record<string, JournalLineOf<'roster_set'>['participants'][number]['role']>>,
  ) =>
    add({
      type: 'roster_set',
      ...stamp(nextId()),
      outreachId: held.outreachId,
      kind: held.kind,
      on: held.on,
      participants: Object.entries(roles).map(([name, role]) => ({ memberId: idOf(name), role })),
    }),
  targets: (financialYear: string, targets: Record<string, number>) =>
    add({ type: 'targets_set', ...stamp(nextId()), financialYear, targets }),
  baselines: (baselines: Draft<'baselines_set'>['baselines']) =>
    add({ type: 'baselines_set', ...stamp(nextId()), baselines }),
  narrative: (month: string, en: string | null, ja: string | null) =>
    add({ type: 'narrative_set', ...stamp(nextId()), month, en, ja }),
  /** Terms that differ in the funder. */
  terms: (from: string, funder: string) =>
    add({
      type: 'programme_terms_set',
      ...stamp(nextId()),
      from,
      name: 'Leadership Next',
      implementer: 'HELP',
      forum: 'VIMUKTHI',
      funder,
      state: 'Andhra Pradesh',
    }),
});

export type TestJournal = ReturnType<typeof createJournal>;

/** The month's own cutoff: 00:00 on the 5th of the next month. */
const cutoffOfMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return indian(`${next}-05T00:00`);
};

export const publicationOf = (month: string, more: Partial<Publication> = {}): Publication => ({
  ordinal: 1,
  month,
  version: 1,
  cutoff: cutoffOfMonth(month),
  reason: null,
  ...more,
});

/** What lines in the order of the journal add up to. */
export const countLines = (lines: readonly JournalLine[], catalogue: readonly Indicator[] = indicators) => {
  const documents = createDocuments(catalogue, joinsOf(lines));
  addLines(documents, lines);
  return { documents, totals: countTotals(documents), programme: [...documents.programme.values()] };
};

/** @param lines in the order of the journal */
export const journalSourceOf =
  (lines: readonly JournalLine[]): JournalSource =>
  (from, to) => [
    toJournalText(lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from))),
  ];

/** A month's snapshot from lines in any order. */
export const snapshotOf = (
  lines: readonly JournalLine[],
  publication: Publication,
  {
    history = [],
    catalogue = indicators,
  }: { history?: PublicationHistory; catalogue?: readonly Indicator[] } = {},
): Snapshot => {
  const before = lines.filter(({ recordedAt }) => recordedAt < publication.cutoff).sort(compareLines);
  const { totals, programme } = countLines(before, catalogue);
  return composeSnapshot({
    catalogue,
    totals,
    // Causes are not counted here.
    totalsBefore: new Map(),
    programme,
    history,
    publication,
    gate: openGate,
    secret: 'secret',
  });
};

export const indicatorOf = (snapshot: Snapshot, code: string): SnapshotIndicator => {
  const found = snapshot.indicators.find((indicator) => indicator.code === code);
  if (found === undefined) {
    throw new Error(`The snapshot has no ${code}.`);
  }
  return found;
};

/** An indicator's month, financial year and to date, as a month's first version says them. */
export const figuresOf = (lines: readonly JournalLine[], code: string, month: string) => {
  const {
    month: ofMonth,
    financialYear,
    toDate,
  } = indicatorOf(snapshotOf(lines, publicationOf(month)), code);
  return [ofMonth, financialYear, toDate];
};
