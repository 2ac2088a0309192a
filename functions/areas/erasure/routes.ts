import { formatInstant } from '../../shared/calendar/calendar.ts';
import { cursorField, decodeCursor } from '../../shared/fields/cursor.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Caller } from '../../shared/reach/caller.ts';
import { erasureContract } from './contract.ts';
import { toErasureAnswer, toErasureWithReason } from './erasure-answers.ts';
import type { Erasures } from './repository.ts';
import type { ErasureInput, SubjectKind } from './schema.ts';

export const createErasureRoutes = ({
  erasures,
  accessLog,
}: {
  erasures: Erasures;
  accessLog: AccessLog;
}) => {
  const ask = async (of: SubjectKind, subject: string, input: ErasureInput, caller: Caller, now: Date) => {
    const { outcome, erasure } = await erasures.ask(
      of,
      subject,
      input,
      { requestedAt: formatInstant(now), requestedBy: caller.personId },
      {
        type: 'approval_asked',
        id: input.id,
        recordedAt: now.toISOString(),
        actor: caller.personId,
        approvalId: input.id,
        kind: 'erasure',
        subject,
      },
    );
    return { status: outcome === 'accepted' ? 202 : 200, body: toErasureAnswer(erasure) } as const;
  };

  return createRoutes(erasureContract)({
    'POST /api/members/{id}/erasure': ({ path, body, caller, now }) =>
      ask('member', path.id, body, caller, now),

    'POST /api/users/{id}/erasure': ({ path, body, caller, now }) =>
      ask('person', path.id, body, caller, now),

    'GET /api/erasures': async (request) => {
      const { query } = request;
      const { items, next } = await erasures.list(limitOf(query.limit), decodeCursor(query.cursor));
      await accessLog(request, {
        subjects: items.filter(({ reason }) => reason !== null).map(({ erasure }) => erasure.subject),
        fields: ['reason'],
      });
      const answers = items.map(({ erasure, reason }) => toErasureWithReason(erasure, reason));
      return { status: 200, body: { items: answers, ...cursorField(next) } };
    },

    'GET /api/erasures/{id}': async (request) => {
      const { erasure, reason } = await erasures.findFor(request.path.id, request.caller);
      await accessLog(request, { subject: erasure.subject, fields: ['reason'] });
      return { status: 200, body: toErasureWithReason(erasure, reason) };
    },
  });
};
