import { monthOf } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import type { Register } from '../publishing/read-register.ts';
import { previewContract } from './contract.ts';
import { type PreviewDeps, previewMonth } from './preview.ts';
import type { Quality } from './schema.ts';

export type PreviewParts = {
  readonly preview: PreviewDeps;
  readonly register: Register;
  readonly accessLog: AccessLog;
};

/** The ids of the people, cases and sheets in the findings, for the access log. */
const subjectsOf = ({ consentsMissing, overdueFollowUps, likelyDuplicates, outliers }: Quality): string[] => [
  ...consentsMissing.map(({ id }) => id),
  ...overdueFollowUps.flatMap(({ id, memberId }) => [id, memberId]),
  ...likelyDuplicates.flatMap(({ id, otherId, record }) => (record === 'outreach' ? [] : [id, otherId])),
  ...outliers.flatMap(({ memberId }) => memberId ?? []),
];

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
      await accessLog(request, { subjects: subjectsOf(body.quality), fields: ['quality'] });
      return { status: 200, body };
    },
  });
