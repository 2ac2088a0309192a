import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export type AlarmProps = {
  readonly metric: IMetric;
  /** What people cannot do while it lasts, and which log to read. The person on call reads only this. */
  readonly impact: string;
  readonly notify: ITopic;
  /** An alarm starts at this value and above, a heartbeat alarm below it (default 1). */
  readonly threshold?: number;
  /** How many consecutive periods of the metric it takes (default 1). */
  readonly periods?: number;
};

/** An alarm that notifies its topic when it starts and ends. A period without data is not a failure. */
export function createAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  return addActions(
    props,
    new Alarm(scope, id, {
      metric: props.metric,
      alarmDescription: props.impact,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  );
}

/** An alarm for something that must keep happening: a period without data is the failure. */
export function createHeartbeatAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  return addActions(
    props,
    new Alarm(scope, id, {
      metric: props.metric,
      alarmDescription: props.impact,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }),
  );
}

function addActions({ notify }: AlarmProps, alarm: Alarm): Alarm {
  alarm.addAlarmAction(new SnsAction(notify));
  alarm.addOkAction(new SnsAction(notify));
  return alarm;
}
