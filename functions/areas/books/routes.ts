import { formatInstant } from '../../shared/calendar/calendar.ts';
import { AppError, notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor, decodeCursorOf } from '../../shared/fields/cursor.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reader } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { booksContract } from './contract.ts';
import type { ListedMeeting } from './listed-sheet-schema.ts';
import type { Opening } from './opening-schema.ts';
import type { Books } from './repository.ts';
import { countedThenField } from './sheet-repository.ts';

export type BooksDeps = { readonly books: Books; readonly accessLog: AccessLog };

/** The ids of the members on sheets: everyone with an entry is in the attendance. */
const membersOf = (sheets: readonly Pick<ListedMeeting, 'attendance'>[]): string[] =>
  sheets.flatMap(({ attendance }) => attendance.map(({ memberId }) => memberId));

/** The personal fields of a sheet without its texts, for the access log. */
const loggedSheetFields = ['attendance', 'entries'];

/** The parts of a request that say which collective it is about, and whether the caller may reach it. */
type CollectiveRequest = {
  readonly path: { readonly id: string };
  readonly caller: Caller;
  readonly reach: Reach;
};

/**
 * The id of the collective that the path names.
 * @throws AppError `not_found` if it is beyond the caller's reach
 */
const collectiveIdOf = ({ path, caller, reach }: CollectiveRequest): string => {
  if (!reachesCollective(caller, reach, path.id)) {
    throw notFound();
  }
  return path.id;
};

/** The fields that the journal lines of all requests have. */
const lineBaseOf = (
  request: { readonly caller: Caller; readonly now: Date },
  id: string,
  collectiveId: string,
) => ({
  id,
  recordedAt: request.now.toISOString(),
  actor: request.caller.personId,
  collectiveId,
});

/** The caller as the one who reverses a sheet now. */
const reversedBy = ({ caller, now }: { readonly caller: Caller; readonly now: Date }) => ({
  at: formatInstant(now),
  by: caller.personId,
});

export const createBooksRoutes = ({ books, accessLog }: BooksDeps) => {
  const { sheets, lists, ledgers, borrowings, openings, reader } = books;

  /** Answers with the meeting and its texts, after logging the reading. */
  const showMeeting = async <Status extends 200 | 201>(
    status: Status,
    collectiveId: string,
    meetingId: string,
    request: Reader,
  ) => {
    const stored = await sheets.findMeeting(collectiveId, meetingId);
    const { value, fields } = await sheets.showMeeting(collectiveId, stored);
    await accessLog(request, {
      subject: meetingId,
      concerns: [collectiveId, ...membersOf([value])],
      fields: [...loggedSheetFields, ...fields],
    });
    return withVersion(status, value);
  };

  /** Answers with the voucher and its texts, after logging the reading. */
  const showVoucher = async <Status extends 200 | 201>(
    status: Status,
    collectiveId: string,
    voucherId: string,
    request: Reader,
  ) => {
    const stored = await sheets.findVoucher(collectiveId, voucherId);
    const { value, fields } = await sheets.showVoucher(collectiveId, stored);
    await accessLog(request, {
      subject: voucherId,
      concerns: [collectiveId],
      fields: ['lines', ...fields],
    });
    return withVersion(status, value);
  };

  /** Answers with the opening, after logging the reading. */
  const showOpening = async <Status extends 200 | 201>(
    status: Status,
    collectiveId: string,
    request: Reader,
  ) => {
    const value: Opening = await openings.find(collectiveId);
    await accessLog(request, {
      subject: collectiveId,
      concerns: value.members.map(({ memberId }) => memberId),
      fields: ['savings', 'loans'],
    });
    return withVersion(status, value);
  };

  return createRoutes(booksContract)({
    'POST /api/collectives/{id}/meetings': async (request) => {
      const { body, caller, now } = request;
      const collectiveId = collectiveIdOf(request);
      const { id, heldOn, attendance, entries, lines } = body;
      const stamp = stampOf(caller, now);
      const correction = await sheets.correctMeeting(collectiveId, body);
      const countedThen = countedThenField(correction);
      const outcome = await sheets.holdMeeting(collectiveId, body, stamp, correction, {
        ...lineBaseOf(request, id, collectiveId),
        type: 'meeting_held',
        meetingId: id,
        heldOn,
        attendance,
        entries,
        lines,
        counted: (body.cashCountedPaise ?? countedThen.cashCountedThenPaise) !== undefined,
        corrects: body.corrects,
      });
      return outcome === 'created'
        ? withVersion(201, { ...body, ...countedThen, ...stamp })
        : showMeeting(200, collectiveId, id, request);
    },

    'GET /api/collectives/{id}/meetings': async (request) => {
      const { query } = request;
      const collectiveId = collectiveIdOf(request);
      const { items, next } = await lists.listMeetings(
        collectiveId,
        limitOf(query.limit),
        decodeCursor(query.cursor),
      );
      await accessLog(request, {
        subjects: [collectiveId, ...items.map(({ id }) => id), ...membersOf(items)],
        fields: loggedSheetFields,
      });
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'GET /api/collectives/{id}/meetings/{meetingId}': async (request) =>
      showMeeting(200, collectiveIdOf(request), request.path.meetingId, request),

    'POST /api/collectives/{id}/meetings/{meetingId}/reversal': async (request) => {
      const { path, body } = request;
      const collectiveId = collectiveIdOf(request);
      const meeting = await sheets.findMeeting(collectiveId, path.meetingId);
      const { id: meetingId, heldOn, attendance, entries, lines, createdAt } = meeting;
      const outcome = await sheets.reverseMeeting(collectiveId, meeting, body, reversedBy(request), {
        ...lineBaseOf(request, body.id, collectiveId),
        type: 'meeting_reversed',
        meetingId,
        meetingRecordedAt: new Date(createdAt).toISOString(),
        heldOn,
        attendance,
        entries,
        lines,
      });
      return showMeeting(outcome === 'created' ? 201 : 200, collectiveId, meetingId, request);
    },

    'POST /api/collectives/{id}/vouchers': async (request) => {
      const { body, caller, now } = request;
      const collectiveId = collectiveIdOf(request);
      const { id, on, lines } = body;
      const stamp = stampOf(caller, now);
      const correction = await sheets.correctVoucher(collectiveId, body);
      const outcome = await sheets.recordVoucher(collectiveId, body, stamp, correction, {
        ...lineBaseOf(request, id, collectiveId),
        type: 'voucher_recorded',
        voucherId: id,
        on,
        lines,
        corrects: body.corrects,
      });
      return outcome === 'created'
        ? withVersion(201, { ...body, ...countedThenField(correction), ...stamp })
        : showVoucher(200, collectiveId, id, request);
    },

    'GET /api/collectives/{id}/vouchers': async (request) => {
      const { query } = request;
      const { items, next } = await lists.listVouchers(
        collectiveIdOf(request),
        limitOf(query.limit),
        decodeCursor(query.cursor),
      );
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'GET /api/collectives/{id}/vouchers/{voucherId}': async (request) =>
      showVoucher(200, collectiveIdOf(request), request.path.voucherId, request),

    'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': async (request) => {
      const { path, body } = request;
      const collectiveId = collectiveIdOf(request);
      const voucher = await sheets.findVoucher(collectiveId, path.voucherId);
      const { id: voucherId, on, lines, createdAt } = voucher;
      const outcome = await sheets.reverseVoucher(collectiveId, voucher, body, reversedBy(request), {
        ...lineBaseOf(request, body.id, collectiveId),
        type: 'voucher_reversed',
        voucherId,
        voucherRecordedAt: new Date(createdAt).toISOString(),
        on,
        lines,
      });
      return showVoucher(outcome === 'created' ? 201 : 200, collectiveId, voucherId, request);
    },

    'POST /api/collectives/{id}/borrowings': async (request) => {
      const { body, caller, now } = request;
      const collectiveId = collectiveIdOf(request);
      const { id, source, sanctionedOn, principalPaise, instalments, firstDueOn } = body;
      const outcome = await borrowings.add(collectiveId, body, stampOf(caller, now), {
        ...lineBaseOf(request, id, collectiveId),
        type: 'borrowing_recorded',
        borrowingId: id,
        source,
        sanctionedOn,
        principalPaise,
        instalments,
        firstDueOn,
      });
      return withVersion(outcome === 'created' ? 201 : 200, await borrowings.find(collectiveId, id));
    },

    'GET /api/collectives/{id}/borrowings': async (request) => {
      const { query } = request;
      const limit = limitOf(query.limit);
      const after = decodeCursorOf('id', query.cursor);
      const all = await borrowings.list(collectiveIdOf(request));
      const remaining = all.filter(({ id }) => after === undefined || id > after);
      const items = remaining.slice(0, limit);
      const last = items.at(-1);
      const next = remaining.length > limit && last !== undefined ? { id: last.id } : undefined;
      return { status: 200, body: { items, ...cursorField(next) } };
    },

    'POST /api/collectives/{id}/opening': async (request) => {
      const { body, caller, now } = request;
      const collectiveId = collectiveIdOf(request);
      const stamp = stampOf(caller, now);
      const { id, ...balances } = body;
      const outcome = await openings.open(collectiveId, body, stamp, {
        ...lineBaseOf(request, id, collectiveId),
        type: 'books_opened',
        openingId: id,
        ...balances,
        borrowings: body.borrowings.map(({ id: borrowingId, ...rest }) => ({ borrowingId, ...rest })),
      });
      return outcome === 'created'
        ? withVersion(201, { ...body, ...stamp })
        : showOpening(200, collectiveId, request);
    },

    'GET /api/collectives/{id}/opening': async (request) =>
      showOpening(200, collectiveIdOf(request), request),

    'GET /api/collectives/{id}/ledger': async (request) => {
      const collectiveId = collectiveIdOf(request);
      const ledger = await ledgers.readLedger(collectiveId, request.today);
      await accessLog(request, {
        subject: collectiveId,
        concerns: ledger.members.map(({ memberId }) => memberId),
        fields: ['savings', 'loans'],
      });
      return { status: 200, body: ledger };
    },

    'GET /api/collectives/{id}/accounts': async (request) => {
      const { query } = request;
      const collectiveId = collectiveIdOf(request);
      if (query.from > query.to) {
        const message = 'The period ends before it begins.';
        throw new AppError('invalid', 'invalid_date', message, { errors: [{ path: 'to', message }] });
      }
      return { status: 200, body: await reader.readAccounts(collectiveId, query) };
    },

    'GET /api/members/{id}/savings': async (request) => {
      const { path, caller, reach, today } = request;
      const member = await reader.findMember(path.id);
      const isOwn = path.id === caller.memberId;
      if (!isOwn && !reachesMember(caller, reach, member)) {
        throw notFound();
      }
      const body = await reader.readSavings(path.id, member, today);
      await accessLog(request, { subject: path.id, fields: ['savings', 'loans', 'statement'] });
      return { status: 200, body };
    },
  });
};
