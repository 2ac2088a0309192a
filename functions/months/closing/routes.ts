import { createHmac } from 'node:crypto';
import { type AppError, notFound } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { openSealedCursor, sealedCursorField } from '../../shared/http/sealed-cursor.ts';
import type { Writer } from '../../shared/screening/known-names.ts';
import { canonicalJson } from '../../shared/text/canonical-json.ts';
import type { Vault } from '../../shared/vault/vault.ts';
import type { PublicationRegistration } from '../publishing/register-publication.ts';
import type { CashDifferences } from './cash-differences.ts';
import { closingContract } from './contract.ts';
import type { Explanations } from './explanations.ts';

export type ClosingDeps = {
  readonly publications: Pick<
    PublicationRegistration,
    'findCorrection' | 'readNewest' | 'registerCorrection' | 'validateCorrectionCount'
  >;
  readonly explanations: Explanations;
  readonly cashDifferences: CashDifferences;
  readonly vault: Pick<Vault, 'encrypt' | 'decrypt'>;
  /** The error for texts that contain a member's full name, if any. */
  readonly validateNames: (
    texts: Readonly<Record<string, string>>,
    writer: Writer,
  ) => Promise<AppError | undefined>;
  /** Tells the compiler to look for a publication, after a delay in which the transaction that registers it ends. */
  readonly announce: (publicationId: string) => Promise<void>;
};

/**
 * The fingerprint by which a repeated request is recognised. It needs no secret key: a correction is published anyway, and an explanation has only
 * an id and fixed words.
 */
const fingerprintOf = (id: string, content: unknown): string =>
  createHmac('sha256', id).update(canonicalJson(content)).digest('base64url');

export const createClosingRoutes = ({
  publications,
  explanations,
  cashDifferences,
  vault,
  validateNames,
  announce,
}: ClosingDeps) =>
  createRoutes(closingContract)({
    'POST /api/snapshots/{month}/corrections': async ({ path, body, caller, reach, now }) => {
      const { month } = path;
      const fingerprint = fingerprintOf(body.id, { month, ...body });
      // Its message went before the write that claimed the id, so a repetition sends none.
      const earlier = await publications.findCorrection({ id: body.id, fingerprint });
      if (earlier !== undefined) return { status: 202, body: { month, version: earlier.version } };
      if ((await publications.readNewest(month)) === undefined) {
        throw notFound();
      }
      const refusal =
        (await publications.validateCorrectionCount(now.toISOString(), caller.personId)) ??
        (await validateNames({ reason: body.reason }, { caller, reach }));
      // The message goes before the write: the compiler ignores it if the correction is refused after all; without it, it would miss the correction.
      if (refusal === undefined) await announce(body.id);
      const { version } = await publications.registerCorrection(
        { ...body, month },
        { at: now.toISOString(), by: caller.personId, fingerprint },
        refusal,
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

    'GET /api/cash-differences': async (request) => {
      const { query, caller, reach } = request;
      const after = await openSealedCursor(vault, request, query.cursor);
      const { items, next } = await readPage(query.limit, (limit) =>
        cashDifferences.listOpen(limit, after, { caller, reach }),
      );
      return { status: 200, body: { items, ...(await sealedCursorField(vault, request, next)) } };
    },
  });
