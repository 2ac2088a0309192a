import * as z from 'zod';
import { record } from '../../functions/journal/append.ts';
import { readJournal } from '../../functions/journal/read.ts';
import type { RouteKey } from '../../functions/platform/authorisation.ts';
import type { Caller } from '../../functions/platform/caller.ts';
import { newId } from '../../functions/platform/ids.ts';
import { compile } from '../../functions/reporting/compile-events.ts';
import { openGate } from '../../functions/reporting/disclosure.ts';
import { indicators } from '../../functions/reporting/indicators.ts';
import { createPublications } from '../../functions/reporting/publications.ts';
import { createStoreDouble } from '../reporting/store-double.ts';
import { createCaller, type TestReply } from '../support/request.ts';
import { openRecords, type TestRecords } from '../support/table.ts';
import { openApi } from './api.ts';
import { closingInstant } from './calendar.ts';
import type { Accepted } from './facts.ts';
import type { Publication, SnapshotFigures } from './indicators.ts';
import type { Action } from './programme.ts';
import { readPublished } from './published.ts';

/** A request as it is driven through the handlers. */
export type Driven = {
  readonly at: string;
  readonly caller: Caller;
  readonly route: RouteKey;
  readonly path: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The real handlers and the real compile over a table, with what the oracle must know of what went through them. */
export type Programme = {
  readonly send: (request: Driven) => Promise<TestReply>;
  readonly publish: (month: string) => Promise<void>;
  /** Asks for a correction; it is compiled at once, or with what is published next. */
  readonly correct: (
    correction: { readonly at: string; readonly month: string; readonly id: string; readonly reason: string },
    when: 'at once' | 'later',
  ) => Promise<void>;
  readonly accepted: readonly Accepted[];
  readonly publications: readonly Publication[];
  /** What was published, in the order of the publications. */
  readonly readSnapshots: () => SnapshotFigures[];
};

/** A quarter of an hour after a cutoff. */
const firesAt = (month: string): string =>
  new Date(Date.parse(closingInstant(month)) + 900_000).toISOString();

/** @param firstDay nothing is recorded before it, so that years of empty days need not be read */
export const openProgramme = (records: TestRecords, firstDay: string): Programme => {
  const send = openApi(records);
  const published = createStoreDouble();
  const register = createPublications(records.table, newId);
  const compiler = {
    press: {
      catalogue: indicators,
      gate: openGate,
      readLines: (from: string | null, to: string) =>
        readJournal(records.table, from ?? `${firstDay}T00:00:00.000Z`, to),
      published,
      state: createStoreDouble(),
      alarm: (message: string) => {
        throw new Error(message);
      },
    },
    publications: register,
    cutoffDay: 5,
    pause: async () => {},
    log: () => {},
  };
  const accepted: Accepted[] = [];
  const publications: Publication[] = [];

  /** Until the close has its routes. */
  const setTargets = async ({ at, path, body, caller }: Driven): Promise<TestReply> => {
    const { targets } = z.object({ targets: z.record(z.string(), z.int()) }).parse(body);
    const stamp = { id: newId(), recordedAt: at, actor: caller.personId };
    const financialYear = path.financialYear ?? '';
    await record(records.table, {
      writes: [],
      line: { type: 'targets_set', ...stamp, financialYear, targets },
    });
    return { status: 200, headers: {}, body };
  };

  return {
    accepted,
    publications,
    send: async (request) => {
      const { at, route, path, body } = request;
      const reply =
        route === 'PUT /api/targets/{financialYear}'
          ? await setTargets(request)
          : await send({ ...request, now: at });
      if (reply.status >= 500) throw new Error(`${route} was answered ${reply.status}.`);
      if (!route.startsWith('GET ') && (reply.status === 200 || reply.status === 201)) {
        accepted.push({ recordedAt: at, order: accepted.length + 1, route, path, body });
      }
      return reply;
    },
    publish: async (month) => {
      await compile(compiler, { scheduledTime: firesAt(month) });
      const cutoff = closingInstant(month);
      publications.push({ month, version: 1, cutoff, reason: null, ordinal: publications.length + 1 });
    },
    correct: async ({ at, ...correction }, when) => {
      const { id, month, reason } = correction;
      const asked = { at, by: newId(), fingerprint: id };
      await register.registerCorrection(correction, asked);
      const version = publications.filter((earlier) => earlier.month === month).length + 1;
      publications.push({ month, version, cutoff: at, reason, ordinal: publications.length + 1 });
      if (when === 'at once') {
        await compile(compiler, { Records: [{ body: JSON.stringify({ publicationId: id }) }] });
      }
    },
    readSnapshots: () =>
      publications.map(({ month, version }) => {
        const bytes = published.files.get(`published/${month}/v${version}/snapshot.json`);
        if (bytes === undefined) throw new Error(`${month} v${version} was not published.`);
        return readPublished(bytes);
      }),
  };
};

const coordinator = createCaller('coordinator');
const versioned = z.object({ version: z.int() });

const readingOf: Readonly<Partial<Record<RouteKey, RouteKey>>> = {
  'PATCH /api/members/{id}': 'GET /api/members/{id}',
  'PATCH /api/collectives/{id}': 'GET /api/collectives/{id}',
  'PATCH /api/cases/{id}': 'GET /api/cases/{id}',
};

/** Drives a random programme, one action after another; what changes a record reads its version first. */
export const drive = async (actions: readonly Action[]): Promise<Programme> => {
  const records = await openRecords();
  const programme = openProgramme(records, '2026-01-01');
  let corrections = 0;
  for (const action of actions) {
    if (action.is === 'publish') await programme.publish(action.month);
    else if (action.is === 'correct') {
      corrections += 1;
      const { at, month, body } = action;
      // Whether it is compiled at once or with the next month makes no difference.
      await programme.correct({ at, month, ...body }, corrections % 2 === 0 ? 'later' : 'at once');
    } else {
      const { at, route, path, body } = action;
      const common = { at, path, caller: coordinator };
      const reading = readingOf[route];
      const current = reading && (await programme.send({ ...common, route: reading, body: undefined })).body;
      const seen = versioned.safeParse(current).data;
      const headers = seen === undefined ? {} : { 'If-Match': `"${seen.version}"` };
      await programme.send({ ...common, route, body, headers });
    }
  }
  records.close();
  return programme;
};
