import { Duration, Stack } from 'aws-cdk-lib';
import { CfnInsightRule, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type AreaName, areas } from '../functions/with-routes.ts';
import { decryptingRoutes, misuse } from '../misuse-thresholds.ts';
import { createAlarm } from './alarm.ts';
import { createLogMetric } from './log-metric.ts';

type AreaFunctions = ReadonlyMap<AreaName, LambdaFunction>;

/** Tells the person on call the query that finds the caller, for the end of an alarm's text. */
const callerQuery = (filter: string): string =>
  `CloudWatch Logs Insights, on the logs of the API's functions: fields caller, route | filter ${filter} | stats count(*) by caller, route.`;

/** Creates the alarms on misuse: many refusals, guessed emergency access codes, and one person who reads very many records. */
export function createMisuseAlarms(scope: Construct, functions: AreaFunctions, notify: ITopic): void {
  const isRequest = FilterPattern.stringValue('$.message', '=', 'request');
  const hasStatus = (status: number) => FilterPattern.numberValue('$.status', '=', status);

  // The metric counts the refusals of all callers; the query in the alarm's text finds the one.
  createAlarm(scope, 'RefusalsAlarm', {
    metric: createLogMetric(scope, 'Refusals', functions.values(), {
      pattern: FilterPattern.all(isRequest, FilterPattern.any(hasStatus(403), hasStatus(404))),
      period: Duration.minutes(misuse.refusals.minutes),
    }),
    threshold: misuse.refusals.threshold,
    notify,
    impact:
      'Somebody requests very many records that are not hers: a stolen account, or a broken client. ' +
      callerQuery('message = "request" and status in [403, 404]'),
  });

  createAlarm(scope, 'WrongCodesAlarm', {
    metric: createLogMetric(scope, 'WrongCodes', functionsAnswering(functions, 'POST /api/break-glass'), {
      pattern: FilterPattern.all(
        isRequest,
        FilterPattern.stringValue('$.route', '=', 'POST /api/break-glass'),
        hasStatus(404),
      ),
      period: Duration.minutes(misuse.wrongCodes.minutes),
    }),
    threshold: misuse.wrongCodes.threshold,
    notify,
    impact:
      'Somebody tries codes for emergency access: an outsider may get into a survivor’s case. The access log has each ' +
      'try. ' +
      callerQuery('message = "request" and route = "POST /api/break-glass" and status = 404'),
  });

  const rule = countRecordsReadByPerson(scope, functions);
  const period = Duration.minutes(misuse.records.minutes);
  createAlarm(scope, 'ReadingsAlarm', {
    metric: new MathExpression({
      expression: `INSIGHT_RULE_METRIC("${rule.ruleName}", "MaxContributorValue")`,
      usingMetrics: {},
      period,
    }),
    threshold: misuse.records.threshold,
    notify,
    impact:
      'One person read the names or texts of very many records within a day, perhaps to copy them. The rule "…-readings" under ' +
      'Contributor Insights shows her id; the access log, by it, shows what she read.',
  });
}

/** The function that answers a route, in an array; empty if none does. */
const functionsAnswering = (functions: AreaFunctions, route: string): LambdaFunction[] =>
  [...functions].flatMap(([name, areaFunction]) =>
    areas[name].routes.some((answered) => answered === route) ? [areaFunction] : [],
  );

/** Creates the Contributor Insights rule that adds up, by person, the records whose names or texts she decrypted. */
function countRecordsReadByPerson(scope: Construct, functions: AreaFunctions): CfnInsightRule {
  const logs = [...new Set(decryptingRoutes.flatMap((route) => functionsAnswering(functions, route)))];
  const stack = Stack.of(scope);
  return new CfnInsightRule(scope, 'Readings', {
    ruleName: `${stack.stackName}-readings`,
    ruleState: 'ENABLED',
    ruleBody: stack.toJsonString({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      LogGroupNames: logs.map(({ logGroup }) => logGroup.logGroupName),
      LogFormat: 'JSON',
      Contribution: {
        Keys: ['$.caller'],
        ValueOf: '$.records',
        Filters: [
          { Match: '$.message', In: ['reading'] },
          { Match: '$.route', In: decryptingRoutes },
        ],
      },
      AggregateOn: 'Sum',
    }),
  });
}
