import type { Indicator } from '../../months/indicators/indicator.ts';
import type { Ids } from '../../shared/fields/ids.ts';
import { createRoutes, type Handlers } from '../../shared/http/create-routes.ts';
import { withVersion } from '../../shared/http/etag.ts';
import { stampOf } from '../../shared/http/stamp.ts';
import { districts } from '../../shared/reach/districts.ts';
import { validateNames, type Writer } from '../../shared/screening/known-names.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import { programmeContract } from './contract.ts';
import {
  findBaselines,
  findNarrative,
  findTargets,
  type Setting,
  setBaselines,
  setNarrative,
  setTargets,
} from './repository.ts';
import { refuseFutureMonth, refuseUnknownCodes, refuseUnknownNumbers } from './rules.ts';
import { addTerms, listTerms } from './terms-repository.ts';

const settingOf = ({
  now,
  caller,
}: {
  readonly now: Date;
  readonly caller: { readonly personId: string };
}): Setting => ({ at: now.toISOString(), by: caller.personId });

type Deps = Records & {
  readonly catalogue: readonly Indicator[];
  readonly newId: Ids;
  /** Tells the compiler that terms were recorded at an instant, after a delay in which the transaction ends: months may wait for them. */
  readonly announceTerms: (termsRecordedAt: string) => Promise<void>;
};

type Handler<Key extends keyof typeof programmeContract> = Handlers<typeof programmeContract>[Key];

const refuseNames = async (
  deps: Deps,
  texts: Readonly<Record<string, string | undefined>>,
  writer: Writer,
): Promise<void> => {
  const refusal = await validateNames(deps, texts, writer);
  if (refusal !== undefined) {
    throw refusal;
  }
};

const setTargetsRoute =
  (deps: Deps): Handler<'PUT /api/targets/{financialYear}'> =>
  async (request) => {
    const { path, body } = request;
    refuseUnknownCodes('targets', Object.keys(body.targets), deps.catalogue);
    return withVersion(200, await setTargets(deps, { ...path, ...body }, settingOf(request)));
  };

const readTargetsRoute =
  (deps: Deps): Handler<'GET /api/targets/{financialYear}'> =>
  async ({ path }) =>
    withVersion(200, await findTargets(deps.table, path.financialYear));

const setBaselinesRoute =
  (deps: Deps): Handler<'PUT /api/baselines'> =>
  async (request) => {
    const { body } = request;
    refuseUnknownCodes('baselines', Object.keys(body.baselines), deps.catalogue);
    await refuseNames(
      deps,
      Object.fromEntries(
        Object.entries(body.baselines).map(([code, { source }]) => [`baselines.${code}.source`, source]),
      ),
      request,
    );
    return withVersion(200, await setBaselines(deps, body, settingOf(request)));
  };

const readBaselinesRoute =
  (deps: Deps): Handler<'GET /api/baselines'> =>
  async () =>
    withVersion(200, await findBaselines(deps.table));

const setNarrativeRoute =
  (deps: Deps): Handler<'PUT /api/narratives/{month}'> =>
  async (request) => {
    const { path, body, today } = request;
    refuseFutureMonth(path.month, today);
    refuseUnknownNumbers(path.month, body, deps.catalogue);
    await refuseNames(deps, { en: body.en ?? undefined, ja: body.ja ?? undefined }, request);
    return withVersion(200, await setNarrative(deps, { ...path, ...body }, settingOf(request)));
  };

const readNarrativeRoute =
  (deps: Deps): Handler<'GET /api/narratives/{month}'> =>
  async ({ path }) =>
    withVersion(200, await findNarrative(deps.table, path.month));

const addTermsRoute =
  (deps: Deps): Handler<'POST /api/programme/terms'> =>
  async (request) => {
    const { body, caller, now } = request;
    const { id: _id, from, ...texts } = body;
    const { outcome, terms } = await addTerms(
      deps,
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
      () => deps.announceTerms(now.toISOString()),
      request,
    );
    return withVersion(outcome === 'created' ? 201 : 200, terms);
  };

const readProgrammeRoute =
  (deps: Deps): Handler<'GET /api/programme'> =>
  async () => ({
    status: 200,
    body: { terms: await listTerms(deps.table), districts: [...districts] },
  });

export const createProgrammeRoutes = (deps: Deps) =>
  createRoutes(programmeContract)({
    'PUT /api/targets/{financialYear}': setTargetsRoute(deps),
    'GET /api/targets/{financialYear}': readTargetsRoute(deps),
    'PUT /api/baselines': setBaselinesRoute(deps),
    'GET /api/baselines': readBaselinesRoute(deps),
    'PUT /api/narratives/{month}': setNarrativeRoute(deps),
    'GET /api/narratives/{month}': readNarrativeRoute(deps),
    'POST /api/programme/terms': addTermsRoute(deps),
    'GET /api/programme': readProgrammeRoute(deps),
  });
