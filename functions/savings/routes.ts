import type { AccessLog } from '../journal/access-log.ts';
import type { RouteKey } from '../platform/authorisation.ts';
import { formatInstant } from '../platform/calendar.ts';
import type { Caller } from '../platform/caller.ts';
import { decodeCursor, encodeCursor, limitOf } from '../platform/cursor.ts';
import { notFound } from '../platform/errors.ts';
import { createRoutes, type Reply, withVersion } from '../platform/http.ts';
import { stampOf } from '../platform/stamp.ts';
import { savingsContract } from './contract.ts';
import type { Savings } from './repository.ts';
import { mayReach, mayRead } from './rules.ts';
import type { Meeting } from './schema.ts';

export const createSavingsRoutes = ({ savings, accessLog }: { savings: Savings; accessLog: AccessLog }) => {
  /** A meeting as it now is, with its texts: who reads them is written down first. */
  const show = async (
    status: 200 | 201,
    meeting: { readonly collectiveId: string; readonly meetingId: string },
    reader: { readonly caller: Caller; readonly now: Date; readonly route: RouteKey },
  ): Promise<Reply> => {
    const { collectiveId, meetingId } = meeting;
    const { value, fields } = await savings.reveal(collectiveId, await savings.find(collectiveId, meetingId));
    if (fields.length > 0) {
      const { caller, now, route } = reader;
      await accessLog([{ actor: caller.personId, at: now.toISOString(), route, subject: meetingId, fields }]);
    }
    return withVersion(status, value);
  };

  return createRoutes(savingsContract, {
    'POST /api/collectives/{id}/meetings': async ({ path, body, caller, reach, now }) => {
      const route = 'POST /api/collectives/{id}/meetings';
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
        : show(200, { collectiveId: path.id, meetingId: body.id }, { caller, now, route });
    },

    'GET /api/collectives/{id}/meetings': async ({ path, query, caller, reach }) => {
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      const { items, next } = await savings.list(path.id, limitOf(query.limit), decodeCursor(query.cursor));
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'GET /api/collectives/{id}/meetings/{meetingId}': async ({ path, caller, reach, now }) => {
      const route = 'GET /api/collectives/{id}/meetings/{meetingId}';
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      return show(200, { collectiveId: path.id, meetingId: path.meetingId }, { caller, now, route });
    },

    'POST /api/collectives/{id}/meetings/{meetingId}/reversal': async ({
      path,
      body,
      caller,
      reach,
      now,
    }) => {
      const route = 'POST /api/collectives/{id}/meetings/{meetingId}/reversal';
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
      return show(
        outcome === 'created' ? 201 : 200,
        { collectiveId: path.id, meetingId },
        { caller, now, route },
      );
    },

    'GET /api/collectives/{id}/ledger': async ({ path, caller, reach }) => {
      if (!mayReach(caller, reach, path.id)) {
        throw notFound();
      }
      return { status: 200, body: await savings.readLedger(path.id) };
    },

    'GET /api/members/{id}/savings': async ({ path, caller, reach, now }) => {
      const route = 'GET /api/members/{id}/savings';
      const member = await savings.findMember(path.id);
      if (!mayRead(caller, reach, member)) {
        throw notFound();
      }
      const body = await savings.readSavings(path.id, member);
      const fields = ['savings', 'loans', 'statement'];
      await accessLog([{ actor: caller.personId, at: now.toISOString(), route, subject: path.id, fields }]);
      return { status: 200, body };
    },
  });
};
