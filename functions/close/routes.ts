import { createHmac } from 'node:crypto';
import { monthOf } from '../platform/calendar.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { AppError, notFound } from '../platform/errors.ts';
import { createRoutes, withVersion } from '../platform/http.ts';
import type { KnownNames } from '../platform/names/known-names.ts';
import type { Publications } from '../reporting/publications.ts';
import type { Recaller } from '../reporting/recall.ts';
import { closeContract } from './contract.ts';
import { previewMonth } from './preview.ts';
import type { TargetsOfYears } from './repository.ts';
import { refuseUnknownTargets } from './rules.ts';

export type CloseParts = {
  readonly recaller: Recaller;
  readonly publications: Publications;
  readonly targets: TargetsOfYears;
  readonly refusalOfNames: KnownNames;
  /** Tells the compile to look for a publication, once all writes in flight have ended. */
  readonly announce: (publicationId: string) => Promise<void>;
};

/** What a repetition is recognised by. No secret key is needed for it: a correction's content is published. */
const fingerprintOf = (id: string, content: unknown): string =>
  createHmac('sha256', id).update(canonicalJson(content)).digest('base64url');

export const createCloseRoutes = ({
  recaller,
  publications,
  targets,
  refusalOfNames,
  announce,
}: CloseParts) =>
  createRoutes(closeContract, {
    'GET /api/snapshots/preview': async ({ query, now, today }) => {
      const month = query.month ?? monthOf(today);
      if (month > monthOf(today)) {
        throw new AppError('invalid', 'invalid_month', 'This month has not begun.', {
          errors: [{ path: 'month', message: 'Ask for this month, or one before it.' }],
        });
      }
      const registered = await publications.list();
      const body = await previewMonth(recaller, registered, { month, now: now.toISOString(), today });
      return { status: 200, body };
    },

    'POST /api/snapshots/{month}/corrections': async ({ path, body, caller, now }) => {
      const { month } = path;
      if ((await publications.readNewest(month)) === 0) {
        throw notFound();
      }
      // First the message: one for a correction that is then refused is dropped, but one that is lost would be missed.
      await announce(body.id);
      const { version } = await publications.registerCorrection(
        { ...body, month },
        {
          at: now.toISOString(),
          by: caller.personId,
          fingerprint: fingerprintOf(body.id, { month, ...body }),
        },
        await refusalOfNames({ reason: body.reason }),
      );
      return { status: 202, body: { month, version } };
    },

    'PUT /api/targets/{financialYear}': async ({ path, body, caller, now }) => {
      refuseUnknownTargets(body, recaller.catalogue);
      const set = { at: now.toISOString(), by: caller.personId };
      return withVersion(200, await targets.set(path.financialYear, body.targets, set));
    },

    'GET /api/targets/{financialYear}': async ({ path }) =>
      withVersion(200, await targets.find(path.financialYear)),
  });
