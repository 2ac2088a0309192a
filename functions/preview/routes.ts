import { monthOf } from '../platform/calendar.ts';
import { AppError } from '../platform/errors.ts';
import { createRoutes } from '../platform/http.ts';
import type { Recaller } from '../reporting/recall.ts';
import type { Register } from '../reporting/register.ts';
import { previewContract } from './contract.ts';
import { previewMonth } from './preview.ts';

export type PreviewParts = {
  readonly recaller: Recaller;
  readonly register: Register;
};

export const createPreviewRoutes = ({ recaller, register }: PreviewParts) =>
  createRoutes(previewContract, {
    'GET /api/snapshots/preview': async ({ query, now, today }) => {
      const month = query.month ?? monthOf(today);
      if (month > monthOf(today)) {
        throw new AppError('invalid', 'invalid_month', 'This month has not begun.', {
          errors: [{ path: 'month', message: 'Ask for this month, or one before it.' }],
        });
      }
      const registered = await register.list();
      const body = await previewMonth(recaller, registered, { month, now: now.toISOString(), today });
      return { status: 200, body };
    },
  });
