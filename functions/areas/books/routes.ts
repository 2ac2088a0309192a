import * as z from 'zod';
import { cursorField, decodeCursorOf } from '../../shared/fields/cursor.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import type { Reader } from '../../shared/journal/opening-line.ts';
import { findKept } from '../../shared/one-woman/records.ts';
import { placeOfCollective } from '../../shared/places/collectives.ts';
import type { FindPlace } from '../../shared/places/place.ts';
import { readAccounts } from './books-reader.ts';
import { addBorrowing, findBorrowing, listBorrowings } from './borrowing-repository.ts';
import { booksContract } from './contract.ts';
import { createLedgerReader } from './ledger-reader.ts';
import {
  holdMeetingRoute,
  listMeetingsRoute,
  readMeetingRoute,
  reverseMeetingRoute,
} from './meeting-routes.ts';
import { findOpening, openBooks } from './opening-repository.ts';
import type { Opening } from './opening-schema.ts';
import { collectiveIdOf, type Deps, type Handler, lineBaseOf, readingOfMembers } from './route-deps.ts';
import { readSavingsRoute } from './savings-route.ts';
import {
  listVouchersRoute,
  readVoucherRoute,
  recordVoucherRoute,
  reverseVoucherRoute,
} from './voucher-routes.ts';

/** The routes of borrowings, openings, ledgers and accounts, and the table of all routes of the books. */

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
