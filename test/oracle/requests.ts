import type { AgeBand } from '../../functions/domain/age-bands.ts';
import { dateInIndia } from '../../functions/domain/calendar.ts';
import type { JournalLine, JournalLineOf } from '../../functions/journal/line.ts';
import { idOf } from '../publishing/journal-builder.ts';
import type { Accepted } from './facts.ts';

/**
 * Random lines of the journal as handlers would have accepted them, with the requests that they would have come from: what
 * is about nobody or nothing is left out, ids are unique, and each line has an instant of its own.
 */

const ages: Readonly<Record<AgeBand, number>> = {
  'under 18': 16,
  '18-24': 20,
  '25-34': 30,
  '35-44': 40,
  '45+': 50,
};

type Request = Pick<Accepted, 'route' | 'body'> & { readonly path?: Accepted['path'] };
type Step = { readonly line: JournalLine; readonly request: Request };

const recordOf = ({
  district,
  ageBand,
  joinedOn,
  leaderSince = null,
}: Pick<JournalLineOf<'member_changed'>, 'district' | 'ageBand' | 'joinedOn'> & {
  readonly leaderSince?: string | undefined | null;
}) => ({ birthYear: Number(joinedOn.slice(0, 4)) - ages[ageBand], district, joinedOn, leaderSince });

const withoutNull = <T extends { leaderSince: string | null }>({ leaderSince, ...rest }: T) => ({
  ...rest,
  ...(leaderSince === null ? {} : { leaderSince }),
});

type Observation = JournalLineOf<'schooling_recorded'>['schooling'];

/** @param lines in the order of the journal */
export const toProgramme = (lines: readonly JournalLine[]) => {
  const members = new Set<string>();
  const exited = new Set<string>();
  const collectives = new Set<string>();
  const memberOfCase = new Map<string, string>();
  const sheets = new Map<string, JournalLineOf<'meeting_held'>>();
  const events = new Map<string, JournalLineOf<'case_event'>>();
  const offices = new Map<string, JournalLineOf<'office_recorded'>>();
  const requests = new Map<string, string>();
  const outreach = new Map<string, JournalLineOf<'outreach_recorded'>>();
  const rosters = new Map<string, JournalLineOf<'roster_set'>['participants']>();

  /** Observations by child, in order, as the record has them; without those that were taken back. */
  const schoolings = new Map<string, Observation[]>();
  const entries = new Set<string>();
  const reversed = new Set<string>();

  const childIdOf = (memberId: string, id: string): string => idOf(`${memberId} ${id}`);
  const isInSchool = (child: string): boolean =>
    ['enrolled', 'irregular'].includes(
      schoolings.get(child)?.findLast(({ id }) => !reversed.has(id))?.status ?? '',
    );
  const observe = (child: string, observation: Observation): void => {
    const seen = schoolings.get(child) ?? [];
    const at = seen.findLastIndex(({ on }) => on <= observation.on) + 1;
    schoolings.set(child, seen.toSpliced(at, 0, observation));
  };
  /** A child as an enrolment or a line of its own brings it. The API dates the first observation on the day of recording. */
  const childOf = (
    { memberId, recordedAt }: { readonly memberId: string; readonly recordedAt: string },
    { id, birthYear, gender }: JournalLineOf<'child_recorded'>['child'],
    { id: schoolingId, status: said }: Observation,
  ) => {
    const child = { id: childIdOf(memberId, id), birthYear, gender };
    const inSchool = said === 'enrolled' || said === 'irregular';
    const status = inSchool ? ('enrolled' as const) : ('not_enrolled' as const);
    const on = dateInIndia(new Date(recordedAt));
    const schooling = { id: idOf(`${child.id} ${schoolingId}`), on, status };
    observe(child.id, schooling);
    entries.add(child.id);
    return { child, schooling, body: { ...child, inSchool } };
  };
  const own = <Row extends { readonly memberId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ memberId }) => members.has(memberId));

  const accept = (line: JournalLine): Step | undefined => {
    switch (line.type) {
      case 'collective_formed': {
        if (collectives.has(line.collectiveId)) return undefined;
        collectives.add(line.collectiveId);
        const { collectiveId, formedOn, closedOn } = line;
        const body = { id: collectiveId, formedOn, ...(closedOn === undefined ? {} : { closedOn }) };
        return { line, request: { route: 'POST /api/collectives', body } };
      }
      case 'collective_changed': {
        if (!collectives.has(line.collectiveId)) return undefined;
        const { collectiveId, formedOn, closedOn = null } = line;
        const path = { id: collectiveId };
        return {
          line,
          request: { route: 'PATCH /api/collectives/{id}', path, body: { formedOn, closedOn } },
        };
      }
      case 'member_enrolled': {
        members.add(line.memberId);
        const consents = line.consents.map((given, row) => ({ ...given, id: idOf(`${line.id} ${row}`) }));
        const brought = line.children.map(({ schooling, ...child }) => childOf(line, child, schooling));
        const children = brought.map(({ child, schooling }) => ({ ...child, schooling }));
        const bodies = brought.map(({ body }) => body);
        const body = { id: line.memberId, ...withoutNull(recordOf(line)), consents, children: bodies };
        return { line: { ...line, consents, children }, request: { route: 'POST /api/members', body } };
      }
      case 'member_changed':
        return {
          line,
          request: { route: 'PATCH /api/members/{id}', path: { id: line.memberId }, body: recordOf(line) },
        };
      case 'consent_recorded': {
        const consent = { ...line.consent, id: line.id };
        const path = { id: line.memberId };
        const request = { route: 'POST /api/members/{id}/consents', path, body: consent };
        return { line: { ...line, consent }, request };
      }
      case 'child_recorded': {
        if (schoolings.has(childIdOf(line.memberId, line.child.id))) return undefined;
        const { child, schooling, body } = childOf(line, line.child, line.schooling);
        return {
          line: { ...line, child, schooling },
          request: { route: 'POST /api/members/{id}/children', path: { id: line.memberId }, body },
        };
      }
      case 'child_changed': {
        const { memberId, recordedAt, schooling: _schooling, ...rest } = line;
        const child = { ...line.child, id: childIdOf(memberId, line.child.id) };
        if (!schoolings.has(child.id) || reversed.has(child.id)) return undefined;
        const inSchool = line.schooling?.status === 'enrolled';
        const schooling = {
          id: idOf(`observation ${line.id}`),
          on: dateInIndia(new Date(recordedAt)),
          status: inSchool ? ('enrolled' as const) : ('not_enrolled' as const),
        };
        const isObserved = isInSchool(child.id) !== inSchool;
        if (isObserved) observe(child.id, schooling);
        const { birthYear, gender } = child;
        return {
          line: { ...rest, memberId, recordedAt, child, ...(isObserved ? { schooling } : {}) },
          request: {
            route: 'PUT /api/members/{id}/children/{childId}',
            path: { id: memberId, childId: child.id },
            body: { birthYear, gender, inSchool },
          },
        };
      }
      case 'schooling_recorded': {
        const childId = childIdOf(line.memberId, line.childId);
        if (!schoolings.has(childId) || reversed.has(childId)) return undefined;
        const schooling = { ...line.schooling, id: line.id };
        observe(childId, schooling);
        entries.add(line.id);
        return {
          line: { ...line, childId, schooling },
          request: {
            route: 'POST /api/members/{id}/children/{childId}/schooling',
            path: { id: line.memberId, childId },
            body: schooling,
          },
        };
      }
      case 'office_recorded': {
        const { id, memberId, body, office, from, to } = line;
        offices.set(id, line);
        entries.add(id);
        const sent = { id, body, office, from, ...(to === undefined ? {} : { to }) };
        return {
          line,
          request: { route: 'POST /api/members/{id}/offices', path: { id: memberId }, body: sent },
        };
      }
      case 'office_ended': {
        const office = offices.get(line.officeId);
        const isOpen = office !== undefined && office.to === undefined && !reversed.has(office.id);
        if (!isOpen || line.on < office.from) return undefined;
        offices.set(office.id, { ...office, to: line.on });
        return {
          line: { ...line, memberId: office.memberId },
          request: {
            route: 'POST /api/members/{id}/offices/{officeId}/end',
            path: { id: office.memberId, officeId: office.id },
            body: { on: line.on },
          },
        };
      }
      case 'roster_set': {
        const held = outreach.get(line.outreachId);
        if (held === undefined) return undefined;
        const participants = own(line.participants).filter(
          ({ memberId }, at, all) => all.findIndex((one) => one.memberId === memberId) === at,
        );
        if (JSON.stringify(rosters.get(held.id)) === JSON.stringify(participants)) return undefined;
        rosters.set(held.id, participants);
        return {
          line: { ...line, kind: held.kind, on: held.on, participants },
          request: {
            route: 'PUT /api/outreach/{id}/roster',
            path: { id: line.outreachId },
            body: { participants },
          },
        };
      }
      case 'request_recorded': {
        const { id, memberId, kind, on, via } = line;
        requests.set(id, memberId);
        entries.add(id);
        return {
          line,
          request: {
            route: 'POST /api/members/{id}/requests',
            path: { id: memberId },
            body: { id, kind, on, via },
          },
        };
      }
      case 'request_step': {
        const { id, requestId, on, step } = line;
        const memberId = requests.get(requestId);
        if (memberId === undefined || reversed.has(requestId)) return undefined;
        return {
          line: { ...line, memberId },
          request: {
            route: 'POST /api/members/{id}/requests/{requestId}/steps',
            path: { id: memberId, requestId },
            body: { id, on, step },
          },
        };
      }
      case 'member_entry_reversed': {
        const of = line.kind === 'child' ? childIdOf(line.memberId, line.of) : line.of;
        if (!entries.has(of) || reversed.has(of)) return undefined;
        const memberId = offices.get(of)?.memberId ?? requests.get(of) ?? line.memberId;
        reversed.add(of);
        return {
          line: { ...line, memberId, of },
          request: {
            route: 'POST /api/members/{id}/reversals',
            path: { id: memberId },
            body: { id: line.id, of },
          },
        };
      }
      case 'member_exited': {
        if (exited.has(line.memberId)) return undefined;
        exited.add(line.memberId);
        const { memberId, exitedOn } = line;
        return {
          line,
          request: { route: 'POST /api/members/{id}/exit', path: { id: memberId }, body: { exitedOn } },
        };
      }
      case 'meeting_held': {
        const sheet = { ...line, attendance: own(line.attendance), entries: own(line.entries) };
        sheets.set(line.id, sheet);
        const { meetingId, heldOn, attendance, entries, lines, collectiveId } = sheet;
        const body = { id: meetingId, heldOn, attendance, entries, lines };
        const path = { id: collectiveId };
        return { line: sheet, request: { route: 'POST /api/collectives/{id}/meetings', path, body } };
      }
      case 'meeting_reversed': {
        const sheet = sheets.get(line.meetingId);
        if (sheet === undefined) return undefined;
        const { collectiveId, heldOn, attendance, entries, recordedAt } = sheet;
        const path = { id: collectiveId, meetingId: sheet.meetingId };
        return {
          line: { ...line, collectiveId, heldOn, attendance, entries, meetingRecordedAt: recordedAt },
          request: {
            route: 'POST /api/collectives/{id}/meetings/{meetingId}/reversal',
            path,
            body: { id: line.id },
          },
        };
      }
      case 'voucher_recorded': {
        const { voucherId, on, lines: said, collectiveId } = line;
        const path = { id: collectiveId };
        const body = { id: voucherId, on, lines: said };
        return { line, request: { route: 'POST /api/collectives/{id}/vouchers', path, body } };
      }
      case 'voucher_reversed': {
        const path = { id: line.collectiveId, voucherId: line.voucherId };
        const route = 'POST /api/collectives/{id}/vouchers/{voucherId}/reversal';
        return { line, request: { route, path, body: { id: line.id } } };
      }
      case 'borrowing_recorded': {
        const { borrowingId: id, source, collectiveId } = line;
        const path = { id: collectiveId };
        return {
          line,
          request: { route: 'POST /api/collectives/{id}/borrowings', path, body: { id, source } },
        };
      }
      case 'books_opened': {
        const opening = { ...line, members: own(line.members) };
        const { openingId: id, asOf, bankPaise, borrowings, collectiveId } = opening;
        const body = {
          id,
          asOf,
          bankPaise,
          members: opening.members,
          borrowings: borrowings.map(({ borrowingId, ...rest }) => ({ id: borrowingId, ...rest })),
        };
        const path = { id: collectiveId };
        return { line: opening, request: { route: 'POST /api/collectives/{id}/opening', path, body } };
      }
      case 'case_opened': {
        memberOfCase.set(line.caseId, line.memberId);
        const { caseId, memberId, kind, openedOn } = line;
        const body = { id: caseId, memberId, kind, openedOn };
        return { line, request: { route: 'POST /api/cases', body } };
      }
      case 'case_changed': {
        const memberId = memberOfCase.get(line.caseId);
        if (memberId === undefined) return undefined;
        const { caseId, kind, openedOn } = line;
        const request = { route: 'PATCH /api/cases/{id}', path: { id: caseId }, body: { kind, openedOn } };
        return { line: { ...line, memberId }, request };
      }
      case 'case_event': {
        const memberId = memberOfCase.get(line.caseId);
        if (memberId === undefined) return undefined;
        const event = { ...line, memberId };
        events.set(line.id, event);
        const body = { id: line.id, on: line.on, ...line.event };
        return {
          line: event,
          request: { route: 'POST /api/cases/{id}/events', path: { id: line.caseId }, body },
        };
      }
      case 'case_event_taken_back': {
        const event = events.get(line.eventId);
        if (event === undefined) return undefined;
        const { memberId, recordedAt: eventRecordedAt } = event;
        const body = { id: line.id, type: 'taken_back', on: line.on, eventId: line.eventId };
        return {
          line: { ...line, memberId, eventRecordedAt },
          request: { route: 'POST /api/cases/{id}/events', path: { id: line.caseId }, body },
        };
      }
      case 'outreach_recorded': {
        outreach.set(line.outreachId, line);
        const { outreachId, kind, on, mode, participants, title, outlet, url } = line;
        const body = { id: outreachId, kind, on, mode, participants, title, outlet, url };
        return { line, request: { route: 'POST /api/outreach', body } };
      }
      case 'outreach_reversed': {
        outreach.delete(line.outreachId);
        return {
          line,
          request: {
            route: 'POST /api/outreach/{id}/reversal',
            path: { id: line.outreachId },
            body: { id: line.id },
          },
        };
      }
      case 'programme_terms_set': {
        const { id, from, name, implementer, forum, funder, state } = line;
        const body = { id, from, name, implementer, forum, funder, state };
        return { line, request: { route: 'POST /api/programme/terms', body } };
      }
      case 'baselines_set': {
        const { baselines } = line;
        return { line, request: { route: 'PUT /api/baselines', body: { baselines } } };
      }
      case 'narrative_set': {
        const { month, en, ja } = line;
        return { line, request: { route: 'PUT /api/narratives/{month}', path: { month }, body: { en, ja } } };
      }
      default:
        throw new Error(`No request leaves a line ${line.type}.`);
    }
  };

  const isOfNobody = (line: JournalLine): boolean =>
    line.type !== 'member_enrolled' && 'memberId' in line && !members.has(line.memberId);
  const steps = lines.flatMap((line, at) => {
    const recordedAt = new Date(Date.parse(line.recordedAt) + at).toISOString();
    return isOfNobody(line) ? [] : (accept({ ...line, recordedAt }) ?? []);
  });
  return {
    lines: steps.map(({ line }) => line),
    accepted: steps.map(
      ({ line: { recordedAt }, request: { route, path = {}, body } }, at): Accepted => ({
        recordedAt,
        order: at + 1,
        route,
        path,
        body,
      }),
    ),
  };
};
