import { type CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { formatInstant } from '../../../shared/calendar/calendar.ts';
import type { Facts } from '../facts.ts';

/** The alarms that stand, the longest first. @param prefix the beginning of the names of the stage's alarms */
export const readAlarms = async (client: CloudWatchClient, prefix: string): Promise<Facts['alarms']> => {
  const found: Facts['alarms'][number][] = [];
  const pages = paginateDescribeAlarms({ client }, { AlarmNamePrefix: prefix, StateValue: 'ALARM' });
  for await (const { MetricAlarms = [] } of pages) {
    for (const {
      AlarmName: name = '',
      AlarmDescription: impact = '',
      StateUpdatedTimestamp = new Date(0),
    } of MetricAlarms) {
      found.push({ name, since: formatInstant(StateUpdatedTimestamp), impact });
    }
  }
  return found.toSorted((a, b) => (a.since < b.since ? -1 : 1));
};
