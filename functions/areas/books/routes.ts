import * as z from 'zod';
import { formatInstant } from '../../shared/calendar/calendar.ts';
import { type AppError, notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursor, decodeCursorOf } from '../../shared/fields/cursor.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { AccessLog, Reading as ReadingToLog } from '../../shared/journal/access-log.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { logRefusedFigures } from '../../shared/journal/refused-figures.ts';
import { findKept, idsOf } from '../../shared/one-woman/records.ts';
import { openingOf } from '../../shared/one-woman/shown-ids.ts';
import { placeOfCollective } from '../../shared/places/collectives.ts';
import type { FindPlace } from '../../shared/places/place.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { reachesCollective, reachesMember } from '../../shared/reach/reach.ts';
import type { Reach } from '../../shared/reach/roles.ts';
import { holdsContinuing } from '../../shared/services/holds-continuing.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { meetingKey, voucherKey } from '../../shared/table/keys.ts';
import { findMember, readAccounts, readSavings } from './books-reader.ts';
import { addBorrowing, findBorrowing, listBorrowings } from './borrowing-repository.ts';
import { booksContract } from './contract.ts';
import { correctMeeting, correctVoucher, countedThenField } from './correction-repository.ts';
import { createLedgerReader } from './ledger-reader.ts';
import { createSheetLists } from './list-sheets.ts';
import type { ListedMeeting } from './listed-sheet-schema.ts';
import { findOpening, openBooks } from './opening-repository.ts';
import type { Opening } from './opening-schema.ts';
import { holdMeeting, recordVoucher } from './record-sheet.ts';
import { findMeeting, findVoucher } from './recorded-sheet.ts';
import { reverseMeeting, reverseVoucher } from './reverse-sheet.ts';
import { showMeeting, showVoucher } from './sheet-texts.ts';
import type { StoredMember } from './stored-member.ts';

type Deps = Records & { readonly accessLog: AccessLog };

type Handler<Key extends keyof typeof booksContract> = Handlers<typeof booksContract>[Key];

/** The ids of the members on sheets. Whoever has an entry is in the attendance. */
const membersOf = (sheets: readonly Pick<ListedMeeting, 'attendance'>[]): string[] =>
  sheets.flatMap(({ attendance }) => attendance.map(({ memberId }) => memberId));

/** The personal fields of a sheet without its texts, for the access log. */
const loggedSheetFields = ['attendance', 'entries'];

/** A request about the collective that its path names. */
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

/** The fields that all journal lines about a collective have. */
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

/** The mark of a reversal by the caller, now. */
const reversalMark = ({ caller, now }: { readonly caller: Caller; readonly now: Date }) => ({
  at: formatInstant(now),
  by: caller.personId,
});

/** Answers with the meeting and its texts, after logging the reading. */
const answerMeeting = async <Status extends 200 | 201>(
  { table, vault, accessLog }: Deps,
  status: Status,
  collectiveId: string,
  meetingId: string,
  request: Reader,
) => {
  const stored = await findMeeting(table, collectiveId, meetingId);
  const { value, fields } = await showMeeting(
    vault,
    collectiveId,
    meetingKey(collectiveId, stored.heldOn, stored.id),
    stored,
  );
  await accessLog(request, {
    subject: meetingId,
    lists: [
      {
        rows: [{ of: collectiveId, ids: [meetingId, collectiveId, ...membersOf([value])] }],
        fields: [...loggedSheetFields, ...fields],
      },
    ],
  });
  return withVersion(status, value);
};

/** Answers with the voucher and its texts, after logging the reading. */
const answerVoucher = async <Status extends 200 | 201>(
  { table, vault, accessLog }: Deps,
  status: Status,
  collectiveId: string,
  voucherId: string,
  request: Reader,
) => {
  const stored = await findVoucher(table, collectiveId, voucherId);
  const { value, fields } = await showVoucher(
    vault,
    collectiveId,
    voucherKey(collectiveId, stored.on, stored.id),
    stored,
  );
  await accessLog(request, {
    subject: voucherId,
    lists: [{ rows: [{ of: collectiveId, ids: [voucherId, collectiveId] }], fields: ['lines', ...fields] }],
  });
  return withVersion(status, value);
};

/** The reading of the savings and loans of a group's members, for the access log. */
const readingOfMembers = (
  collectiveId: string,
  members: readonly { readonly memberId: string }[],
): ReadingToLog => ({
  subject: collectiveId,
  lists: [
    {
      rows: [{ of: collectiveId, ids: [collectiveId, ...members.map(({ memberId }) => memberId)] }],
      fields: ['savings', 'loans'],
    },
  ],
});

/** The women whom a refusal is about: its paths, such as `entries.3.amountPaise`, name their rows in the sheet. */
const womenAt = (
  { details: { errors = [] } }: AppError,
  sheet: Pick<ListedMeeting, 'attendance' | 'entries'>,
): { readonly memberId: string }[] =>
  errors.flatMap(({ path }) => {
    const [list, index] = path.split('.');
    return list === 'attendance' || list === 'entries' ? (sheet[list][Number(index)] ?? []) : [];
  });

/** Answers with the opening, after logging the reading. */
const answerOpening = async <Status extends 200 | 201>(
  { table, accessLog }: Deps,
  status: Status,
  collectiveId: string,
  request: Reader,
) => {
  const value: Opening = await findOpening(table, collectiveId);
  await accessLog(request, readingOfMembers(collectiveId, value.members));
  return withVersion(status, value);
};

const holdMeetingRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/meetings'> =>
  async (request) => {
    const { body, caller, now } = request;
    const collectiveId = collectiveIdOf(request);
    const { id, heldOn, attendance, entries, lines } = body;
    const stamp = stampOf(caller, now);
    const correction = await correctMeeting(deps.table, collectiveId, body);
    const countedThen = countedThenField(correction);
    // A correction may count as the day did: `cashCountedThenPaise` is what the corrected sheet says was counted.
    const isCounted = (body.cashCountedPaise ?? countedThen.cashCountedThenPaise) !== undefined;
    const recording = holdMeeting(deps, collectiveId, body, stamp, correction, request.reach, {
      ...lineBaseOf(request, id, collectiveId),
      type: 'meeting_held',
      meetingId: id,
      heldOn,
      attendance,
      entries,
      lines,
      counted: isCounted,
      corrects: body.corrects,
    });
    // A refusal that tells a woman's balance is a reading of her savings.
    const outcome = await logRefusedFigures(recording, (refusal) =>
      deps.accessLog(request, readingOfMembers(collectiveId, womenAt(refusal, body))),
    );
    return outcome === 'created'
      ? withVersion(201, { ...body, ...countedThen, ...stamp })
      : answerMeeting(deps, 200, collectiveId, id, request);
  };

const listMeetingsRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/meetings'> =>
  async (request) => {
    const { query } = request;
    const collectiveId = collectiveIdOf(request);
    const { items, next } = await readPage(query.limit, (limit) =>
      createSheetLists(deps.table).listMeetings(collectiveId, limit, decodeCursor(query.cursor)),
    );
    const ids = [collectiveId, ...items.map(({ id }) => id), ...membersOf(items)];
    await deps.accessLog(request, {
      lists: [{ rows: [{ of: collectiveId, ids }], fields: loggedSheetFields }],
    });
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const readMeetingRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/meetings/{meetingId}'> =>
  async (request) =>
    answerMeeting(deps, 200, collectiveIdOf(request), request.path.meetingId, request);

const reverseMeetingRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/meetings/{meetingId}/reversal'> =>
  async (request) => {
    const { path, body } = request;
    const collectiveId = collectiveIdOf(request);
    const meeting = await findMeeting(deps.table, collectiveId, path.meetingId);
    const { id: meetingId, heldOn, attendance, entries, lines, createdAt } = meeting;
    const reversing = reverseMeeting(deps, collectiveId, meeting, body, reversalMark(request), {
      ...lineBaseOf(request, body.id, collectiveId),
      type: 'meeting_reversed',
      meetingId,
      meetingRecordedAt: new Date(createdAt).toISOString(),
      heldOn,
      attendance,
      entries,
      lines,
    });
    const outcome = await logRefusedFigures(reversing, (refusal) =>
      deps.accessLog(request, readingOfMembers(collectiveId, womenAt(refusal, meeting))),
    );
    return answerMeeting(deps, outcome === 'created' ? 201 : 200, collectiveId, meetingId, request);
  };

const recordVoucherRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/vouchers'> =>
  async (request) => {
    const { body, caller, now } = request;
    const collectiveId = collectiveIdOf(request);
    const { id, on, lines } = body;
    const stamp = stampOf(caller, now);
    const correction = await correctVoucher(deps.table, collectiveId, body);
    const outcome = await recordVoucher(deps, collectiveId, body, stamp, correction, {
      ...lineBaseOf(request, id, collectiveId),
      type: 'voucher_recorded',
      voucherId: id,
      on,
      lines,
      corrects: body.corrects,
    });
    return outcome === 'created'
      ? withVersion(201, { ...body, ...countedThenField(correction), ...stamp })
      : answerVoucher(deps, 200, collectiveId, id, request);
  };

const listVouchersRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/vouchers'> =>
  async (request) => {
    const { query } = request;
    const { items, next } = await readPage(query.limit, (limit) =>
      // Nothing is logged: vouchers name no woman, and a list of them has no texts.
      createSheetLists(deps.table).listVouchers(collectiveIdOf(request), limit, decodeCursor(query.cursor)),
    );
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const readVoucherRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/vouchers/{voucherId}'> =>
  async (request) =>
    answerVoucher(deps, 200, collectiveIdOf(request), request.path.voucherId, request);

const reverseVoucherRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/vouchers/{voucherId}/reversal'> =>
  async (request) => {
    const { path, body } = request;
    const collectiveId = collectiveIdOf(request);
    const voucher = await findVoucher(deps.table, collectiveId, path.voucherId);
    const { id: voucherId, on, lines, createdAt } = voucher;
    const outcome = await reverseVoucher(deps, collectiveId, voucher, body, reversalMark(request), {
      ...lineBaseOf(request, body.id, collectiveId),
      type: 'voucher_reversed',
      voucherId,
      voucherRecordedAt: new Date(createdAt).toISOString(),
      on,
      lines,
    });
    return answerVoucher(deps, outcome === 'created' ? 201 : 200, collectiveId, voucherId, request);
  };

const addBorrowingRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/borrowings'> =>
  async (request) => {
    const { body, caller, reach, now } = request;
    const collectiveId = collectiveIdOf(request);
    const { id, source, sanctionedOn, principalPaise, instalments, firstDueOn } = body;
    const outcome = await addBorrowing(deps, collectiveId, body, stampOf(caller, now), reach, {
      ...lineBaseOf(request, id, collectiveId),
      type: 'borrowing_recorded',
      borrowingId: id,
      source,
      sanctionedOn,
      principalPaise,
      instalments,
      firstDueOn,
    });
    return withVersion(outcome === 'created' ? 201 : 200, await findBorrowing(deps.table, collectiveId, id));
  };

const listBorrowingsRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/borrowings'> =>
  async (request) => {
    const { query } = request;
    const after = decodeCursorOf('id', query.cursor);
    // They are all in the group's money item, so the page is cut from the whole list.
    const all = await listBorrowings(deps.table, collectiveIdOf(request));
    const remaining = all.filter(({ id }) => after === undefined || id > after);
    const { items } = await readPage(query.limit, async (limit) => ({ items: remaining.slice(0, limit) }));
    const last = items.at(-1);
    const next = remaining.length > items.length && last !== undefined ? { id: last.id } : undefined;
    return { status: 200, body: { items, ...cursorField(next) } };
  };

const openBooksRoute =
  (deps: Deps): Handler<'POST /api/collectives/{id}/opening'> =>
  async (request) => {
    const { body, caller, now } = request;
    const collectiveId = collectiveIdOf(request);
    const stamp = stampOf(caller, now);
    const { id, ...balances } = body;
    const outcome = await openBooks(deps, collectiveId, body, stamp, {
      ...lineBaseOf(request, id, collectiveId),
      type: 'books_opened',
      openingId: id,
      ...balances,
      borrowings: body.borrowings.map(({ id: borrowingId, ...rest }) => ({ borrowingId, ...rest })),
    });
    return outcome === 'created'
      ? withVersion(201, { ...body, ...stamp })
      : answerOpening(deps, 200, collectiveId, request);
  };

const readOpeningRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/opening'> =>
  async (request) =>
    answerOpening(deps, 200, collectiveIdOf(request), request);

const readLedgerRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/ledger'> =>
  async (request) => {
    const collectiveId = collectiveIdOf(request);
    const { ledger, joinedIds } = await createLedgerReader(deps.table).readBooks(collectiveId, request.today);
    const joinedMembers = joinedIds.map((memberId) => ({ memberId }));
    await deps.accessLog(request, readingOfMembers(collectiveId, [...ledger.members, ...joinedMembers]));
    return { status: 200, body: ledger };
  };

const readAccountsRoute =
  (deps: Deps): Handler<'GET /api/collectives/{id}/accounts'> =>
  async (request) => {
    const { query } = request;
    const collectiveId = collectiveIdOf(request);
    // Nothing is logged: the accounts of the group name no woman.
    return { status: 200, body: await readAccounts(deps.table, collectiveId, query) };
  };

const memberWithCollective = z.object({ collectiveId: z.string() });

/** A statement of savings belongs to the books of the collective in which the woman is. */
const placeOfStatement =
  (table: Deps['table']): FindPlace =>
  async (id) => {
    const member = (await findKept(table, [id])).get(id);
    return member && placeOfCollective(table)(memberWithCollective.parse(member).collectiveId);
  };

/** Whether the caller reaches a woman's savings. */
const reachesSavings = async (
  table: Deps['table'],
  { caller, reach }: { readonly caller: Caller; readonly reach: Reach },
  member: StoredMember,
): Promise<boolean> => {
  // A leader is a member of a group too. She can rename her own record until it is joined to a woman's of another area, so a joined one is not hers alone.
  const isHerselfAlone = member.id === caller.memberId && idsOf(member).length === 1;
  if (isHerselfAlone) return true;
  // An area coordinator reads the books of her groups, wherever a woman of these lives.
  if (reach === 'area') return reachesCollective(caller, reach, member.collectiveId);
  if (reachesMember(caller, reach, member)) return true;
  // A caseworker no longer reaches a woman who has withdrawn her consent, unless she holds a case of hers that goes on.
  return reach === 'district' && holdsContinuing(table, caller.personId, member);
};

const readSavingsRoute =
  (deps: Deps): Handler<'GET /api/members/{id}/savings'> =>
  async (request) => {
    const { path, today } = request;
    const member = await findMember(deps.table, path.id);
    if (!(await reachesSavings(deps.table, request, member))) {
      throw notFound();
    }
    const body = await readSavings(deps.table, member, today);
    await deps.accessLog(request, {
      ...openingOf(member),
      fields: ['savings', 'loans', 'statement'],
    });
    return { status: 200, body };
  };

export const createBooksRoutes = (deps: Deps) =>
  createRoutes(booksContract, {
    collectives: placeOfCollective(deps.table),
    members: placeOfStatement(deps.table),
  })({
    'POST /api/collectives/{id}/meetings': holdMeetingRoute(deps),
    'GET /api/collectives/{id}/meetings': listMeetingsRoute(deps),
    'GET /api/collectives/{id}/meetings/{meetingId}': readMeetingRoute(deps),
    'POST /api/collectives/{id}/meetings/{meetingId}/reversal': reverseMeetingRoute(deps),
    'POST /api/collectives/{id}/vouchers': recordVoucherRoute(deps),
    'GET /api/collectives/{id}/vouchers': listVouchersRoute(deps),
    'GET /api/collectives/{id}/vouchers/{voucherId}': readVoucherRoute(deps),
    'POST /api/collectives/{id}/vouchers/{voucherId}/reversal': reverseVoucherRoute(deps),
    'POST /api/collectives/{id}/borrowings': addBorrowingRoute(deps),
    'GET /api/collectives/{id}/borrowings': listBorrowingsRoute(deps),
    'POST /api/collectives/{id}/opening': openBooksRoute(deps),
    'GET /api/collectives/{id}/opening': readOpeningRoute(deps),
    'GET /api/collectives/{id}/ledger': readLedgerRoute(deps),
    'GET /api/collectives/{id}/accounts': readAccountsRoute(deps),
    'GET /api/members/{id}/savings': readSavingsRoute(deps),
  });
