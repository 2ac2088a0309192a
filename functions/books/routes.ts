import { formatInstant } from '../domain/calendar.ts';
import { decodeCursor, encodeCursor, limitOf } from '../domain/cursor.ts';
import { notFound } from '../domain/errors.ts';
import { createRoutes, withVersion } from '../http/http.ts';
import { stampOf } from '../http/stamp.ts';
import type { AccessLog, Reader } from '../journal/access-log.ts';
import { booksContract } from './contract.ts';
import type { Savings } from './repository.ts';
import { mayReach, mayRead } from './rules.ts';
import type { Meeting, MeetingSummary } from './schema.ts';

/** The members whom sheets concern: everyone with an entry is in the attendance. */
const membersOf = (sheets: readonly Pick<MeetingSummary, 'attendance'>[]): string[] =>
  sheets.flatMap(({ attendance }) => attendance.map(({ memberId }) => memberId));

/** The personal fields of a sheet without its texts. */
const sheetFields = ['attendance', 'entries'];

export const createBooksRoutes = ({ savings, accessLog }: { savings: Savings; accessLog: AccessLog }) => {
  /** Logs the reading, then returns the meeting with its texts. */
  const show = async <Status extends 200 | 201>(
    status: Status,
    meeting: { readonly collectiveId: string; readonly meetingId: string },
    reader: Reader,
  ) => {
    const { collectiveId, meetingId } = meeting;
    const { value, fields } = await savings.reveal(collectiveId, await savings.find(collectiveId, meetingId));
    await accessLog(reader, {
      subject: meetingId,
      concerns: [collectiveId, ...membersOf([value])],
      fields: [...sheetFields, ...fields],
    });
    return withVersion(status, value);
  };

  return createRoutes(booksContract)({
    'POST /api/collectives/{id}/meetings': async (request) => {
      const { path, body, caller, reach, now } = request;
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      const value: Meeting = { ...body, ...stampOf(caller, now) };
      const outcome = await savings.hold(path.id, value, body, {
        type: 'meeting_held',
        id: body.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        collectiveId: path.id,
        meetingId: body.id,
        heldOn: body.heldOn,
        attendance: body.attendance,
        entries: body.entries,
        counted: body.cashCountedPaise !== undefined,
      });
      return outcome === 'created'
        ? withVersion(201, value)
        : show(200, { collectiveId: path.id, meetingId: body.id }, request);
    },

    'GET /api/collectives/{id}/meetings': async (request) => {
      const { path, query, caller, reach } = request;
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      const { items, next } = await savings.list(path.id, limitOf(query.limit), decodeCursor(query.cursor));
      await accessLog(request, {
        subjects: [path.id, ...items.map(({ id }) => id), ...membersOf(items)],
        fields: sheetFields,
      });
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'GET /api/collectives/{id}/meetings/{meetingId}': async (request) => {
      const { path, caller, reach } = request;
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      return show(200, { collectiveId: path.id, meetingId: path.meetingId }, request);
    },

    'POST /api/collectives/{id}/meetings/{meetingId}/reversal': async (request) => {
      const { path, body, caller, reach, now } = request;
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      const sheet = await savings.find(path.id, path.meetingId);
      const { id: meetingId, heldOn, attendance, entries, createdAt } = sheet;
      const outcome = await savings.reverse(
        path.id,
        sheet,
        body,
        {
          type: 'meeting_reversed',
          id: body.id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          collectiveId: path.id,
          meetingId,
          meetingRecordedAt: new Date(createdAt).toISOString(),
          heldOn,
          attendance,
          entries,
        },
        { at: formatInstant(now), by: caller.personId },
      );
      return show(outcome === 'created' ? 201 : 200, { collectiveId: path.id, meetingId }, request);
    },

    'GET /api/collectives/{id}/ledger': async (request) => {
      const { path, caller, reach } = request;
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      const ledger = await savings.readLedger(path.id);
      await accessLog(request, {
        subject: path.id,
        concerns: ledger.members.map(({ memberId }) => memberId),
        fields: ['savings', 'loans'],
      });
      return { status: 200, body: ledger };
    },

    'GET /api/members/{id}/savings': async (request) => {
      const { path, caller, reach } = request;
      const member = await savings.findMember(path.id);
      if (path.id !== caller.memberId && !mayRead(caller, reach, member)) {
        throw notFound();
      }
      const body = await savings.readSavings(path.id, member);
      const fields = ['savings', 'loans', 'statement'];
      await accessLog(request, { subject: path.id, fields });
      return { status: 200, body };
    },
  });
};
