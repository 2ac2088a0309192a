import { createHmac } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import { notFound } from '../domain/errors.ts';
import { createRoutes } from '../http/create-routes.ts';
import type { PublicationRegistration } from '../publishing/register-publication.ts';
import type { KnownNames } from '../screening/known-names.ts';
import { closingContract } from './contract.ts';
import type { Explanations } from './explanations.ts';

export type ClosingDeps = {
  readonly publications: Pick<PublicationRegistration, 'readNewest' | 'registerCorrection'>;
  readonly explanations: Explanations;
  readonly validateNames: KnownNames;
  /** Tells the compile to look for a publication after all writes in flight have ended. */
  readonly announce: (publicationId: string) => Promise<void>;
};

/** Recognises a repetition. It needs no secret key: a correction is published, and an explanation holds an id and fixed words. */
const fingerprintOf = (id: string, content: unknown): string =>
  createHmac('sha256', id).update(canonicalJson(content)).digest('base64url');

export const createClosingRoutes = ({ publications, explanations, validateNames, announce }: ClosingDeps) =>
  createRoutes(closingContract)({
    'POST /api/snapshots/{month}/corrections': async ({ path, body, caller, now }) => {
      const { month } = path;
      if ((await publications.readNewest(month)) === 0) {
        throw notFound();
      }
      // The message goes first: the compile ignores one for a refused correction, but a correction without a
      // message would be missed.
      await announce(body.id);
      const { version } = await publications.registerCorrection(
        { ...body, month },
        {
          at: now.toISOString(),
          by: caller.personId,
          fingerprint: fingerprintOf(body.id, { month, ...body }),
        },
        await validateNames({ reason: body.reason }),
      );
      return { status: 202, body: { month, version } };
    },

    'POST /api/snapshots/{month}/explanations': async ({ path, body, caller, now }) => {
      const { month } = path;
      const { outcome, explanation } = await explanations.add(month, body, {
        at: now.toISOString(),
        by: caller.personId,
        fingerprint: fingerprintOf(body.id, { month, ...body }),
      });
      return { status: outcome === 'created' ? 201 : 200, body: explanation };
    },

    'GET /api/snapshots/{month}/explanations': async ({ path }) => ({
      status: 200,
      body: { items: await explanations.list(path.month) },
    }),
  });
