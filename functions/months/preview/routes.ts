import type * as z from 'zod';
import { monthOf } from '../../shared/calendar/calendar.ts';
import { AppError } from '../../shared/errors/errors.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import type { AccessLog } from '../../shared/journal/access-log.ts';
import { firstMonth } from '../../shared/journal/journal-start.ts';
import type { Row } from '../../shared/journal/shown.ts';
import type { Records } from '../../shared/startup/connect-records.ts';
import type { Register } from '../publishing/read-register.ts';
import { withAssignees } from './assignees-of-cases.ts';
import { previewContract } from './contract.ts';
import { limitFindings } from './limit-findings.ts';
import { composeFindings } from './month-findings.ts';
import { findMonth, type PreviewDeps, previewMonth } from './preview.ts';
import type { Finding, findings, Quality } from './schema.ts';

export type PreviewParts = Pick<Records, 'table'> & {
  readonly preview: PreviewDeps;
  readonly register: Register;
  readonly accessLog: AccessLog;
};

/** The people and records in a preview's findings, for the access log: each is found there by its own id, but a case by its woman's id. */
const rowsOf = ({
  consentsMissing,
  overdueFollowUps,
  stoppedUrgentCases,
  undoneStops,
  likelyDuplicates,
  outliers,
}: Quality): Row[] => {
  const ids = [
    ...consentsMissing.map(({ id }) => id),
    ...undoneStops.map(({ memberId }) => memberId),
    ...likelyDuplicates.flatMap(({ id, otherId, record }) => (record === 'outreach' ? [] : [id, otherId])),
    ...outliers.flatMap(({ memberId }) => memberId ?? []),
  ];
  return [
    ...ids.map((id) => ({ of: id, ids: [id] })),
    ...[...overdueFollowUps, ...stoppedUrgentCases].map(({ id, memberId }) => ({
      of: memberId,
      ids: [id, memberId],
    })),
  ];
};

const invalidMonth = (detail: string, message: string): AppError =>
  new AppError('invalid', 'invalid_month', detail, { errors: [{ path: 'month', message }] });

/**
 * The month that is asked for.
 * @throws AppError `invalid_month` if it has not begun, or if the journal begins after it: to review it, all lines that were ever recorded would be read
 */
const monthAsked = (month: string | undefined, today: string): string => {
  const asked = month ?? monthOf(today);
  if (asked > monthOf(today)) {
    throw invalidMonth('This month has not begun.', 'Ask for this month, or one before it.');
  }
  if (asked < firstMonth) {
    throw invalidMonth(
      'Nothing was recorded in this month yet.',
      `Ask for ${firstMonth}, or a month after it.`,
    );
  }
  return asked;
};

/** The people and records in listed findings, for the access log as in `rowsOf`, and the questions about them, each found by its group's id. */
const rowsOfFindings = (items: readonly Finding[]): Row[] =>
  items.flatMap(({ kind, id, otherId, memberId, record, question }): Row[] => {
    const isPair = kind === 'likelyDuplicates' && record !== 'outreach';
    const isCase = kind === 'overdueFollowUps' || kind === 'stoppedUrgentCases';
    const ids = [...(isPair ? [id, otherId] : []), ...(isCase ? [] : [memberId])].filter(
      (one) => one !== undefined,
    );
    return [
      ...[...new Set(ids)].map((one) => ({ of: one, ids: [one] })),
      ...(isCase && memberId !== undefined ? [{ of: memberId, ids: [id, memberId] }] : []),
      ...(question === undefined ? [] : [{ of: question.collectiveId, ids: [question.id] }]),
    ];
  });

/** How many findings of each kind there are. */
const countByKind = (all: readonly Finding[]): z.infer<typeof findings>['counts'] => {
  const countOf = (asked: Finding['kind']): number => all.filter(({ kind }) => kind === asked).length;
  return {
    cashDifferences: countOf('cashDifferences'),
    collectivesWithoutMeeting: countOf('collectivesWithoutMeeting'),
    meetingsWithoutCount: countOf('meetingsWithoutCount'),
    consentsMissing: countOf('consentsMissing'),
    overdueFollowUps: countOf('overdueFollowUps'),
    stoppedUrgentCases: countOf('stoppedUrgentCases'),
    undoneStops: countOf('undoneStops'),
    likelyDuplicates: countOf('likelyDuplicates'),
    outliers: countOf('outliers'),
  };
};

export const createPreviewRoutes = ({ preview, register, table, accessLog }: PreviewParts) =>
  createRoutes(previewContract)({
    'GET /api/snapshots/preview': async (request) => {
      const { query, now, today } = request;
      const month = monthAsked(query.month, today);
      const registered = await register.list();
      const body = await previewMonth(preview, registered, { month, now: now.toISOString(), today });
      await accessLog(request, { lists: [{ rows: rowsOf(body.quality), fields: ['quality'] }] });
      return { status: 200, body };
    },

    'GET /api/findings': async (request) => {
      const { query, now, today } = request;
      const asked = { month: monthAsked(query.month, today), now: now.toISOString(), today };
      const all = await composeFindings(table, await findMonth(preview, asked), asked, request);
      const items = await limitFindings(table, all);
      const body = { items: await withAssignees(table, items), counts: countByKind(all) };
      await accessLog(request, { lists: [{ rows: rowsOfFindings(body.items), fields: ['quality'] }] });
      return { status: 200, body };
    },
  });
