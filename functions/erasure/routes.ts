import type { AccessLog } from '../journal/access-log.ts';
import { formatInstant } from '../platform/calendar.ts';
import { decodeCursor, encodeCursor, limitOf } from '../platform/cursor.ts';
import { createRoutes } from '../platform/http.ts';
import { erasureContract } from './contract.ts';
import type { Erasures } from './repository.ts';
import { erasedOnOf } from './rules.ts';
import { erasureAnswer } from './schema.ts';

export const createErasureRoutes = ({
  erasures,
  accessLog,
  retentionDays,
}: {
  erasures: Erasures;
  accessLog: AccessLog;
  /** How long what was recorded of her is kept after the request. */
  retentionDays: number;
}) =>
  createRoutes(erasureContract, {
    'POST /api/members/{id}/erasure': async ({ path, body, caller, now }) => {
      const erasedOn = erasedOnOf(now, retentionDays);
      const { outcome, erasure } = await erasures.request(
        path.id,
        body,
        { requestedAt: formatInstant(now), requestedBy: caller.personId, erasedOn },
        {
          type: 'erasure_requested',
          id: body.id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          memberId: path.id,
          erasesOn: erasedOn,
        },
      );
      return { status: outcome === 'accepted' ? 202 : 200, body: erasureAnswer.parse(erasure) };
    },

    'GET /api/erasures': async ({ query, caller, now }) => {
      const { items, next } = await erasures.list(limitOf(query.limit), decodeCursor(query.cursor));
      await accessLog(
        { caller, now },
        {
          route: 'GET /api/erasures',
          subjects: items.map(({ memberId }) => memberId),
          fields: ['reason'],
        },
      );
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },
  });
