import { join } from 'node:path';
import { areas } from '../lib/functions/with-routes.ts';
import type { Closers } from './closers.ts';
import { createControls } from './controls.ts';
import { cutoffDay } from './demo/demo-dates.ts';
import { createGateway } from './gateway/gateway.ts';
import { createRateLimit } from './gateway/rate-limit.ts';
import type { Functions } from './lambda/run-functions.ts';
import type { Base } from './log-and-clock.ts';
import { type AlertWatch, startAlertWatch } from './schedule/alert-watch.ts';
import { startDailyWork } from './schedule/daily-work.ts';
import { type Services, tableNames } from './services.ts';
import { runDrillLocally } from './states/drill.ts';
import { openPendingWork } from './wire/pending-work.ts';

export type Api = ReturnType<typeof startApi>;

/**
 * Starts the gateway, the daily work and the controls. The returned `startWatch` starts the watch of alerts once the tables have their indexes,
 * and returns the function that closes it. `seal` seals the past days in the logs.
 */
export function startApi(
  { data, log, clock }: Base,
  { topics, whenIdle, database }: Services,
  functions: Functions,
  closers: Closers,
) {
  const gateway = createGateway({
    areas,
    functions,
    clock,
    rateLimit: createRateLimit(),
    log: log.write,
  });
  const dailyWork = startDailyWork({ functions, now: clock.peek, log: log.write });
  closers.add(() => dailyWork.close());
  const drill = (input?: unknown): Promise<void> =>
    runDrillLocally({ table: tableNames.main, keysTable: tableNames.keys, database, functions, input });
  let alertWatch: AlertWatch | undefined;
  const controls = createControls({
    clock,
    functions,
    whenRequestsEnd: gateway.whenRequestsEnd,
    cutoffDay,
    whenIdle,
    onTimeSet: async (now) => {
      await dailyWork.fireDue(now);
      await alertWatch?.fireDue(now);
    },
    pending: openPendingWork(data && join(data, 'schedule')),
    mails: {
      '/local/alerts': topics.byName.desk.mails,
      '/local/person-alerts': topics.byName.persons.mails,
      '/local/alarms': topics.byName.alarms.mails,
    },
    drill,
  });
  const startWatch = (): AlertWatch['close'] => {
    alertWatch = startAlertWatch({ functions, now: clock.peek, log: log.write });
    return alertWatch.close;
  };
  return { gateway, controls, startWatch, drill, seal: () => dailyWork.seal(clock.peek()) };
}
