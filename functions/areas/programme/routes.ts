import type { Indicator } from '../../months/indicators/indicator.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { districts } from '../../shared/reach/districts.ts';
import type { KnownNames } from '../../shared/screening/known-names.ts';
import { programmeContract } from './contract.ts';
import type { ProgrammeRecords, Setting } from './repository.ts';
import { refuseFutureMonth, refuseUnknownCodes, refuseUnknownNumbers } from './rules.ts';

export type ProgrammeDeps = {
  readonly catalogue: readonly Indicator[];
  readonly records: ProgrammeRecords;
  readonly validateNames: KnownNames;
  /** Tells the compiler that terms were recorded at an instant, after a delay in which the transaction ends: months may wait for them. */
  readonly announceTerms: (termsRecordedAt: string) => Promise<void>;
};

const settingOf = ({
  now,
  caller,
}: {
  readonly now: Date;
  readonly caller: { readonly personId: string };
}): Setting => ({ at: now.toISOString(), by: caller.personId });

export const createProgrammeRoutes = ({
  catalogue,
  records,
  validateNames,
  announceTerms,
}: ProgrammeDeps) => {
  const refuseNames = async (texts: Readonly<Record<string, string | undefined>>): Promise<void> => {
    const refusal = await validateNames(texts);
    if (refusal !== undefined) {
      throw refusal;
    }
  };

  return createRoutes(programmeContract)({
    'PUT /api/targets/{financialYear}': async (request) => {
      const { path, body } = request;
      refuseUnknownCodes('targets', Object.keys(body.targets), catalogue);
      return withVersion(200, await records.setTargets({ ...path, ...body }, settingOf(request)));
    },

    'GET /api/targets/{financialYear}': async ({ path }) =>
      withVersion(200, await records.findTargets(path.financialYear)),

    'PUT /api/baselines': async (request) => {
      const { body } = request;
      refuseUnknownCodes('baselines', Object.keys(body.baselines), catalogue);
      await refuseNames(
        Object.fromEntries(
          Object.entries(body.baselines).map(([code, { source }]) => [`baselines.${code}.source`, source]),
        ),
      );
      return withVersion(200, await records.setBaselines(body, settingOf(request)));
    },

    'GET /api/baselines': async () => withVersion(200, await records.findBaselines()),

    'PUT /api/narratives/{month}': async (request) => {
      const { path, body, today } = request;
      refuseFutureMonth(path.month, today);
      refuseUnknownNumbers(path.month, body, catalogue);
      await refuseNames({ en: body.en ?? undefined, ja: body.ja ?? undefined });
      return withVersion(200, await records.setNarrative({ ...path, ...body }, settingOf(request)));
    },

    'GET /api/narratives/{month}': async ({ path }) =>
      withVersion(200, await records.findNarrative(path.month)),

    'POST /api/programme/terms': async ({ body, caller, now }) => {
      const { id: _id, from, ...texts } = body;
      // The message goes first. If the terms are refused, the compiler finds none; without a message it would miss them.
      await announceTerms(now.toISOString());
      const { outcome, terms } = await records.addTerms(
        { ...body, ...stampOf(caller, now) },
        body,
        {
          type: 'programme_terms_set',
          id: body.id,
          recordedAt: now.toISOString(),
          actor: caller.personId,
          from,
          ...texts,
        },
        await validateNames(texts),
      );
      return withVersion(outcome === 'created' ? 201 : 200, terms);
    },

    'GET /api/programme': async () => ({
      status: 200,
      body: { terms: await records.listTerms(), districts: [...districts] },
    }),
  });
};
