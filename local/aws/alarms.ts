import * as z from 'zod';
import { startJsonService } from '../wire/json-service.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';

export type Alarm = {
  readonly name: string;
  readonly description: string;
  readonly isStanding: boolean;
  /** When it began or ended last, in milliseconds. */
  readonly changedAt: number;
};

export type Alarms = {
  readonly endpoint: string;
  /** Nothing here measures, so there is none but what a test adds. */
  readonly all: Alarm[];
  close(): Promise<void>;
};

const describeAlarms = z.strictObject({
  AlarmNamePrefix: z.string(),
  StateValue: z.literal('ALARM'),
});

/** Starts the stand-in for CloudWatch's alarms, which tells those that stand. */
export async function startAlarms(options: {
  principals: readonly Principal[];
  now?: () => number;
}): Promise<Alarms> {
  const { principals, now = Date.now } = options;
  const all: Alarm[] = [];
  const { endpoint, close } = await startJsonService({
    service: 'monitoring',
    prefix: 'GraniteServiceVersion20100801.',
    contentType: 'application/x-amz-json-1.0',
    principals,
    now,
    async run(operation, input, { rights }) {
      if (operation !== 'DescribeAlarms') {
        throw new ServiceError(400, 'InvalidAction', `These alarms do not know ${operation}.`);
      }
      if (!rights?.includes('alarms:look')) {
        throw new ServiceError(403, 'AccessDenied', 'The caller may not look at alarms.');
      }
      const parsed = describeAlarms.safeParse(input);
      if (!parsed.success)
        throw new ServiceError(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
      const found = all.filter(
        ({ name, isStanding }) => isStanding && name.startsWith(parsed.data.AlarmNamePrefix),
      );
      return {
        MetricAlarms: found.map(({ name, description, changedAt }) => ({
          AlarmName: name,
          AlarmDescription: description,
          StateValue: 'ALARM',
          StateUpdatedTimestamp: changedAt / 1000,
        })),
      };
    },
  });
  return { endpoint, all, close };
}
