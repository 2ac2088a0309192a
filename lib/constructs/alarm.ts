import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export type AlarmProps = {
  readonly metric: IMetric;
  /** What people lose while this lasts, and where to look: the one who is woken at night reads only this. */
  readonly loses: string;
  readonly tell: ITopic;
  /** The alarm is raised when the metric reaches this (1). */
  readonly threshold?: number;
  /** How many periods in a row must reach it (1). */
  readonly periods?: number;
};

/** An alarm that tells its topic when something breaks and when it is well again. Silence is not a fault. */
export function raiseAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  return tellOf(
    props,
    new Alarm(scope, id, {
      metric: props.metric,
      alarmDescription: props.loses,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }),
  );
}

/** An alarm for what must happen again and again: here silence is the fault. */
export function raiseAlarmOfSilence(scope: Construct, id: string, props: AlarmProps): Alarm {
  return tellOf(
    props,
    new Alarm(scope, id, {
      metric: props.metric,
      alarmDescription: props.loses,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    }),
  );
}

function tellOf({ tell }: AlarmProps, alarm: Alarm): Alarm {
  alarm.addAlarmAction(new SnsAction(tell));
  alarm.addOkAction(new SnsAction(tell));
  return alarm;
}
