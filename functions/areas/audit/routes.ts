import { cursorField, decodeCursorOf, invalidCursorError } from '../../shared/fields/cursor.ts';
import { readSealedUntil } from '../../shared/health/sealed-until.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
import { accessLogOf } from './access-log.ts';
import { findIdByCode, readCodes } from './codes.ts';
import { auditContract } from './contract.ts';
import type { DigestStore } from './digest-store.ts';
import { journalOf, type LogTable } from './journal-log.ts';
import { listLog } from './log-pages.ts';
import { isSortKeyOrDay, rangeOf } from './log-range.ts';
import type { Log } from './read-log.ts';
import type { LogQuery } from './schema.ts';
import { verifyMonth } from './verify-month-digests.ts';

type Deps = {
  readonly table: LogTable;
  readonly digests: Pick<DigestStore, 'read' | 'listDays'>;
};

/** A page of one of the two logs. */
const listPage = async <Line extends { readonly actor: string }>(
  { table }: Deps,
  log: Log<Line>,
  { query, now }: { readonly query: LogQuery; readonly now: Date },
) => {
  const before = decodeCursorOf('before', query.cursor);
  if (before !== undefined && !isSortKeyOrDay(before)) {
    throw invalidCursorError();
  }
  const { actor, from, to } = query;
  const subject = query.subject === undefined ? undefined : await findIdByCode(table, query.subject);
  const page = await readPage(query.limit, (limit) =>
    listLog(log, { subject, actor, ...rangeOf(from, to, now) }, limit, before),
  );
  return {
    status: 200,
    body: {
      items: page.items,
      ...cursorField(page.before === undefined ? undefined : { before: page.before }),
    },
  } as const;
};

export const createAuditRoutes = (deps: Deps) =>
  createRoutes(auditContract)({
    'GET /api/journal': (request) =>
      listPage(deps, journalOf(deps.table, request.query.for === 'counting'), request),
    'GET /api/access-log': (request) => listPage(deps, accessLogOf(deps.table), request),
    'POST /api/codes': async ({ body, caller, reach }) => ({
      status: 200,
      body: {
        items: await readCodes(deps.table, body.ids, {
          withErased: caller.role === 'auditor',
          districts: reach === 'area' ? caller.districts : undefined,
        }),
      },
    }),
    'GET /api/log-digests': async ({ query }) => {
      const [items, sealedUntil] = await Promise.all([
        verifyMonth(deps.table, deps.digests, query.month),
        readSealedUntil(deps.table),
      ]);
      return { status: 200, body: { items, ...(sealedUntil === undefined ? {} : { sealedUntil }) } };
    },
  });
