import { type LookDeps, lookAt } from '../../areas/health/look.ts';
import type { HealthCode, HealthReason } from '../../areas/health/schema.ts';
import type { StoredLook } from '../../areas/health/stored-look.ts';
import { scheduledTimeOf } from '../../shared/calendar/scheduled-time.ts';
import { type Mail, mailOf } from './mail.ts';
import { planNotice } from './notices.ts';

/** The scheduled look at the system's health. functions/areas/health/rules.ts judges, notices.ts decides what is mailed, mail.ts writes the mail. */

export type WatchDeps = LookDeps & {
  readonly store: (look: StoredLook) => Promise<void>;
  readonly send: (mail: Mail) => Promise<void>;
};

/**
 * Looks whether all is well, mails what is not, and stores what was found. The mail is sent before it is noted as sent, so it may come twice but
 * is never lost.
 * @param event of the schedule
 * @throws the error of sending or storing; the next run tries again
 */
export const watchHealth = async (deps: WatchDeps, event: unknown): Promise<void> => {
  const now = scheduledTimeOf(event);
  const { at, facts, rows, last } = await lookAt(deps, now);
  const { mailed, told } = planNotice(rows, last?.told ?? [], now);
  if (mailed.length > 0) await deps.send(mailOf(mailed));
  const { queues, version } = facts;
  const waits = queues === 'unread' ? last?.waitingSince !== undefined : queues.fact.waiting > 0;
  await deps.store({
    at,
    rows: rows.map(({ code, state, reason, since = at }) => ({ code, state, reason, since })),
    ...(waits ? { waitingSince: last?.waitingSince ?? at } : {}),
    ...(version === 'unread'
      ? {}
      : { deployed: { version: version.fact.deployed, since: version.fact.since ?? at } }),
    told: [...told],
  });
  const summary: Partial<Record<HealthCode, HealthReason>> = Object.fromEntries(
    mailed.map(({ code, reason }) => [code, reason]),
  );
  deps.log('health watched', {
    notFine: rows.filter(({ state }) => state !== 'fine').length,
    mailed: summary,
  });
};
