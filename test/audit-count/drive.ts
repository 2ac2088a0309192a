import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { ApiRoute } from '../../functions/gateway/api/contracts.ts';
import { createCashDifferences } from '../../functions/months/closing/cash-differences.ts';
import { createGate } from '../../functions/months/disclosure/gate.ts';
import type { Publication } from '../../functions/months/disclosure/publication-history.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { compile } from '../../functions/months/publishing/compile.ts';
import { createTermsReader } from '../../functions/months/publishing/read-terms.ts';
import { createRegistration } from '../../functions/months/publishing/register-publication.ts';
import { newId } from '../../functions/shared/fields/ids.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { readJournal } from '../../functions/shared/journal/read-journal.ts';
import type { Caller } from '../../functions/shared/reach/caller.ts';
import { personKey } from '../../functions/shared/table/keys/people.ts';
import { createStoreDouble } from '../publishing/store-double.ts';
import { createCaller, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { openApi } from './api.ts';
import { closingInstant } from './calendar.ts';
import type { Accepted } from './lines-of-requests.ts';
import type { Action } from './random-requests.ts';

/** A request as it is driven through the handlers. */
export type Driven = {
  readonly at: string;
  readonly caller: Caller;
  readonly route: ApiRoute;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The real handlers and the real compile over a table, with what a second count must know of what went through them. */
export type Programme = {
  readonly send: (request: Driven) => Promise<TestReply>;
  readonly publish: (month: string) => Promise<void>;
  /** Compiles a correction that was asked for, as its message would. */
  readonly compileCorrection: (id: string) => Promise<void>;
  readonly accepted: readonly Accepted[];
  readonly publications: readonly Publication[];
  /** What was published, in the order of the publications. */
  readonly readSnapshots: () => unknown[];
  readonly readLines: () => Promise<JournalLine[]>;
};

/** A quarter of an hour after a cutoff. */
const firesAt = (month: string): string =>
  new Date(Date.parse(closingInstant(month)) + 900_000).toISOString();

const folderOf = ({ month, version }: { readonly month: string; readonly version: number }): string =>
  `published/${month}/v${version}`;

/** Later than all that is recorded. */
const afterAll = '2027-01-01T00:00:00.000Z';

const correctionInput = z.object({ reason: z.string() });
const correctionRoute = 'POST /api/snapshots/{month}/corrections';
const namingRoute = 'POST /api/same-women';
const pairAnswer = z.object({ id: z.string() });

/** @param firstDay nothing is recorded before it, so that years of empty days need not be read */
export const openProgramme = (records: TestRecords, firstDay: string): Programme => {
  const published = createStoreDouble();
  const register = createRegistration(records.table, newId);
  const snapshotDeps = {
    catalogue: indicators,
    gate: createGate(indicators),
    readLines: (from: string | null, to: string) =>
      readJournal(records.table, from ?? `${firstDay}T00:00:00.000Z`, to),
    published,
    state: createStoreDouble(),
    cashDifferences: createCashDifferences(records.table),
    alarm: (message: string) => {
      throw new Error(message);
    },
    // What the rendering makes is not looked at here, but that it has ended is.
    sendToRender: async (renderMessage: {
      readonly publications: readonly { month: string; version: number }[];
    }) => {
      for (const publication of renderMessage.publications) {
        await published.writeOnce(
          `${folderOf(publication)}/manifest.json`,
          Buffer.from('{}'),
          'application/json',
        );
      }
    },
  };
  const deps = {
    snapshotDeps,
    publications: register,
    listTerms: createTermsReader(records.table),
    alertWaiting: async () => {},
    cutoffDay: 5,
    pause: async () => {},
    log: () => {},
  };
  const send = openApi(records, { publications: register, preview: snapshotDeps });
  const accepted: Accepted[] = [];
  const publications: Publication[] = [];

  const note = ({ at, route, path = {}, body }: Driven, { status, body: answer }: TestReply): void => {
    const ordinal = publications.length + 1;
    if (route === correctionRoute && status === 202) {
      const month = path.month ?? '';
      const version = publications.filter((earlier) => earlier.month === month).length + 1;
      const { reason } = correctionInput.parse(body);
      publications.push({ month, version, cutoff: at, reason, ordinal });
    } else if (!route.startsWith('GET ') && status >= 200 && status <= 202) {
      // A pair that was raised before keeps its id, which later requests name.
      const named = route === namingRoute ? { id: pairAnswer.parse(answer).id } : {};
      accepted.push({
        recordedAt: at,
        order: accepted.length + 1,
        route,
        path,
        body: { ...(body as object), ...named },
      });
    }
  };

  return {
    accepted,
    publications,
    send: async (request) => {
      const reply = await send({ ...request, now: request.at });
      if (reply.status >= 500) throw new Error(`${request.route} was answered ${reply.status}.`);
      note(request, reply);
      return reply;
    },
    publish: async (month) => {
      await compile(deps, { scheduledTime: firesAt(month) });
      const cutoff = closingInstant(month);
      publications.push({ month, version: 1, cutoff, reason: null, ordinal: publications.length + 1 });
    },
    compileCorrection: (publicationId) =>
      compile(deps, { Records: [{ body: JSON.stringify({ publicationId }) }] }),
    readSnapshots: () =>
      publications.map((publication) => {
        const bytes = published.files.get(`${folderOf(publication)}/snapshot.json`);
        if (bytes === undefined) throw new Error(`${folderOf(publication)} was not published.`);
        return JSON.parse(bytes.toString('utf8'));
      }),
    readLines: async () => {
      const lines: JournalLine[] = [];
      for await (const page of readJournal(records.table, `${firstDay}T00:00:00.000Z`, afterAll)) {
        lines.push(...page);
      }
      return lines;
    },
  };
};

/** What the preview said at a moment, and what had happened by then. */
export type Previewed = {
  readonly at: string;
  readonly snapshot: unknown;
  readonly publications: readonly Publication[];
};

const previewAnswer = z.object({ snapshot: z.unknown() });

const coordinator = createCaller('coordinator');
/** Who decides on what she asks for. */
const second = createCaller('coordinator');
const versioned = z.object({ version: z.int() });
const outreachRecord = z.object({ id: z.string(), version: z.int() });

const readingOf: Readonly<Partial<Record<ApiRoute, ApiRoute>>> = {
  'PATCH /api/members/{id}': 'GET /api/members/{id}',
  'PATCH /api/collectives/{id}': 'GET /api/collectives/{id}',
  'PATCH /api/cases/{id}': 'GET /api/cases/{id}',
};

/** Names two records, asks to join or part them, and lets the second person decide. What is refused is no matter. */
const pairBy = async (
  send: Programme['send'],
  { is, at, keptId, otherId, ids }: Extract<Action, { is: 'join' | 'part' }>,
): Promise<void> => {
  const by = { at, caller: coordinator };
  const named = await send({
    ...by,
    route: namingRoute,
    body: { id: ids[0], memberIds: [keptId, otherId] },
  });
  // One of them was erased.
  if (named.status === 422) return;
  const path = { id: pairAnswer.parse(named.body).id };
  const asked =
    is === 'join'
      ? await send({
          ...by,
          route: 'POST /api/same-women/{id}/decision',
          path,
          body: { id: ids[1], decision: 'same', keptId },
        })
      : await send({
          ...by,
          route: 'POST /api/same-women/{id}/parting',
          path,
          body: { id: ids[1], reason: 'They are sisters.' },
        });
  if (asked.status !== 202) return;
  const decided = await send({
    at,
    caller: second,
    route: 'POST /api/approvals/{id}',
    path: { id: ids[1] },
    body: { decision: 'approved' },
  });
  if (decided.status !== 200) {
    await send({
      at,
      caller: second,
      route: 'POST /api/approvals/{id}',
      path: { id: ids[1] },
      body: { decision: 'declined' },
    });
  }
};

/** Drives a random programme, one action after another; what changes a record reads its version first. @param endpoint of DynamoDB Local */
export const drive = async (
  actions: readonly Action[],
  endpoint?: string,
): Promise<{
  readonly programme: Programme;
  readonly previews: readonly Previewed[];
  readonly lines: readonly JournalLine[];
}> => {
  const records = await openRecords(endpoint);
  const programme = openProgramme(records, '2026-01-01');
  const { send, publications } = programme;
  // Whoever decides on a join must be somebody: a decision checks her role.
  await records.table.transact(
    [coordinator, second].map(({ personId, role }) => ({
      put: { ...personKey(personId), id: personId, role, disabled: false },
    })),
  );
  const previews: Previewed[] = [];
  /** Of outreach, which no route reads by itself: as it was answered last. */
  const outreachVersions = new Map<string, number>();
  let corrections = 0;

  const versionOf = async (
    route: ApiRoute,
    common: Pick<Driven, 'at' | 'path' | 'caller'>,
  ): Promise<number | undefined> => {
    if (route === 'PUT /api/outreach/{id}/roster') return outreachVersions.get(common.path?.id ?? '');
    const reading = readingOf[route];
    return reading && versioned.safeParse((await send({ ...common, route: reading })).body).data?.version;
  };

  const request = async ({ at, route, path, body }: Extract<Action, { is: 'request' }>): Promise<void> => {
    const common = { at, path, caller: coordinator };
    const version = await versionOf(route, common);
    const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
    const reply = await send({ ...common, route, body, headers });
    const outreach = route.includes('/api/outreach') ? outreachRecord.safeParse(reply.body).data : undefined;
    if (outreach !== undefined) outreachVersions.set(outreach.id, outreach.version);
  };

  const correct = async ({ at, month, body }: Extract<Action, { is: 'correct' }>): Promise<void> => {
    await send({ at, route: correctionRoute, path: { month }, body, caller: coordinator });
    corrections += 1;
    // Whether it is compiled at once or with the next month makes no difference.
    if (corrections % 2 === 1) await programme.compileCorrection(body.id);
  };

  const preview = async ({ at, month }: Extract<Action, { is: 'preview' }>): Promise<void> => {
    const asked = { at, route: 'GET /api/snapshots/preview', query: { month }, caller: coordinator } as const;
    const { snapshot } = previewAnswer.parse((await send(asked)).body);
    const version = publications.filter((earlier) => earlier.month === month).length + 1;
    const asIf = { month, version, cutoff: at, reason: null, ordinal: publications.length + 1 };
    previews.push({
      at,
      snapshot,
      publications: [...publications, asIf],
    });
  };

  for (const action of actions) {
    if (action.is === 'publish') await programme.publish(action.month);
    else if (action.is === 'correct') await correct(action);
    else if (action.is === 'preview') await preview(action);
    else if (action.is === 'request') await request(action);
    else await pairBy(send, action);
  }
  // The last corrections may not have been compiled yet.
  for (const action of actions)
    if (action.is === 'correct') await programme.compileCorrection(action.body.id);
  const lines = await programme.readLines();
  // The database keeps all in memory, and grows slow with what nobody needs.
  for (const TableName of [records.name, records.keysTable]) {
    await records.documents.send(new DeleteTableCommand({ TableName }));
  }
  records.close();
  return { programme, previews, lines };
};
