import { monthOf } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Row } from '../../shared/journal/shown.ts';
import type { Register } from '../publishing/read-register.ts';
import { previewContract } from './contract.ts';
import { type PreviewDeps, previewMonth } from './preview.ts';
import type { Quality } from './schema.ts';

export type PreviewParts = {
  readonly preview: PreviewDeps;
  readonly register: Register;
  readonly accessLog: AccessLog;
};

/** The people, cases and sheets in the findings, for the access log; each is found by its own id, a case by its woman. */
const rowsOf = ({ consentsMissing, overdueFollowUps, likelyDuplicates, outliers }: Quality): Row[] => {
  const ids = [
    ...consentsMissing.map(({ id }) => id),
    ...likelyDuplicates.flatMap(({ id, otherId, record }) => (record === 'outreach' ? [] : [id, otherId])),
    ...outliers.flatMap(({ memberId }) => memberId ?? []),
  ];
  return [
    ...ids.map((id) => ({ of: id, ids: [id] })),
    ...overdueFollowUps.map(({ id, memberId }) => ({ of: memberId, ids: [id, memberId] })),
  ];
};

export const createPreviewRoutes = ({ preview, register, accessLog }: PreviewParts) =>
  createRoutes(previewContract)({
    'GET /api/snapshots/preview': async (request) => {
      const { query, now, today } = request;
      const month = query.month ?? monthOf(today);
      if (month > monthOf(today)) {
        throw new AppError('invalid', 'invalid_month', 'This month has not begun.', {
          errors: [{ path: 'month', message: 'Ask for this month, or one before it.' }],
        });
      }
      const registered = await register.list();
      const body = await previewMonth(preview, registered, { month, now: now.toISOString(), today });
      await accessLog(request, { lists: [{ rows: rowsOf(body.quality), fields: ['quality'] }] });
      return { status: 200, body };
    },
  });
