import type { AgeBand, JournalLine, JournalLineOf } from '../../functions/journal/line.ts';
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

/** @param lines in the order of the journal */
export const toProgramme = (lines: readonly JournalLine[]) => {
  const members = new Set<string>();
  const exited = new Set<string>();
  const collectives = new Set<string>();
  const memberOfCase = new Map<string, string>();
  const sheets = new Map<string, JournalLineOf<'meeting_held'>>();
  const events = new Map<string, JournalLineOf<'case_event'>>();

  const childOf = (memberId: string, { id, inSchool }: JournalLineOf<'child_changed'>['child']) => ({
    id: idOf(`${memberId} ${id}`),
    inSchool,
  });
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
        const children = line.children.map((child) => childOf(line.memberId, child));
        const body = { id: line.memberId, ...withoutNull(recordOf(line)), consents, children };
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
      case 'child_changed': {
        const child = childOf(line.memberId, line.child);
        const path = { id: line.memberId, childId: child.id };
        const body = { inSchool: child.inSchool };
        return {
          line: { ...line, child },
          request: { route: 'PUT /api/members/{id}/children/{childId}', path, body },
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
        const { meetingId, heldOn, attendance, entries, collectiveId } = sheet;
        const body = { id: meetingId, heldOn, attendance, entries };
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
        const { outreachId, kind, on, mode, participants, title, outlet, url } = line;
        const body = { id: outreachId, kind, on, mode, participants, title, outlet, url };
        return { line, request: { route: 'POST /api/outreach', body } };
      }
      case 'outreach_reversed':
        return {
          line,
          request: {
            route: 'POST /api/outreach/{id}/reversal',
            path: { id: line.outreachId },
            body: { id: line.id },
          },
        };
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
