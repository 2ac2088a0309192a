import { cursorField, decodeCursorOf, invalidCursorError } from '../../shared/fields/cursor.ts';
import { limitOf } from '../../shared/fields/page-schema.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import type { FindCode, ReadCodes } from './codes.ts';
import { auditContract } from './contract.ts';
import type { Log } from './log-pages.ts';
import { isSortKeyOrDay, rangeOf } from './log-range.ts';
import type { AccessLine, LogQuery, VerifiedLogDay } from './schema.ts';

/** A page of one of the two logs. */
const listPage = async <Line>(log: Log<Line>, query: LogQuery, now: Date, findCode: FindCode) => {
  const before = decodeCursorOf('before', query.cursor);
  if (before !== undefined && !isSortKeyOrDay(before)) {
    throw invalidCursorError();
  }
  const { actor, from, to } = query;
  const subject = query.subject === undefined ? undefined : await findCode(query.subject);
  const page = await log.list({ subject, actor, ...rangeOf(from, to, now) }, limitOf(query.limit), before);
  return {
    status: 200,
    body: {
      items: page.items,
      ...cursorField(page.before === undefined ? undefined : { before: page.before }),
    },
  } as const;
};

export const createAuditRoutes = ({
  journal,
  accesses,
  findCode,
  readCodes,
  verifyMonth,
}: {
  journal: Log<JournalLine>;
  accesses: Log<AccessLine>;
  findCode: FindCode;
  readCodes: ReadCodes;
  verifyMonth: (month: string) => Promise<readonly VerifiedLogDay[]>;
}) =>
  createRoutes(auditContract)({
    'GET /api/journal': ({ query, now }) => listPage(journal, query, now, findCode),
    'GET /api/access-log': ({ query, now }) => listPage(accesses, query, now, findCode),
    'POST /api/codes': async ({ body, caller }) => ({
      status: 200,
      body: { items: await readCodes(body.ids, { withErased: caller.role === 'auditor' }) },
    }),
    'GET /api/log-digests': async ({ query }) => ({
      status: 200,
      body: { items: [...(await verifyMonth(query.month))] },
    }),
  });
