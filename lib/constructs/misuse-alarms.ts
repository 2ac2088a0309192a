import { Duration, Stack } from 'aws-cdk-lib';
import { CfnInsightRule, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type IFilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type AreaName, areas } from '../areas.ts';
import { misuse, openingRoutes } from '../misuse.ts';
import { raiseAlarm } from './alarm.ts';

type AreaFunctions = ReadonlyMap<AreaName, LambdaFunction>;

/** The query by which the person on call finds the caller. */
const askWho = (filter: string): string =>
  `CloudWatch Logs Insights, on the logs of the API's functions: fields caller, route | filter ${filter} | stats count(*) by caller, route.`;

/** Alarms for many refusals, guessed emergency access codes, and one person who reads very many records. */
export function watchMisuse(scope: Construct, functions: AreaFunctions, tell: ITopic): void {
  const answered = FilterPattern.stringValue('$.message', '=', 'request');
  const endedWith = (status: number) => FilterPattern.numberValue('$.status', '=', status);

  raiseAlarm(scope, 'RefusalsAlarm', {
    metric: countLines(scope, 'Refusals', [...functions.values()], {
      pattern: FilterPattern.all(answered, FilterPattern.any(endedWith(403), endedWith(404))),
      minutes: misuse.refusals.minutes,
    }),
    threshold: misuse.refusals.threshold,
    tell,
    loses:
      'Somebody asks for very much that is not hers, or a client is broken: perhaps an account is in other hands. ' +
      askWho('message = "request" and status in [403, 404]'),
  });

  raiseAlarm(scope, 'WrongCodesAlarm', {
    metric: countLines(scope, 'WrongCodes', areaOf(functions, 'POST /api/break-glass'), {
      pattern: FilterPattern.all(
        answered,
        FilterPattern.stringValue('$.route', '=', 'POST /api/break-glass'),
        endedWith(404),
      ),
      minutes: misuse.wrongCodes.minutes,
    }),
    threshold: misuse.wrongCodes.threshold,
    tell,
    loses:
      'Somebody tries codes of emergency access: a survivor’s case may be opened to whom it is no business of. The access log has ' +
      'each try. ' +
      askWho('route = "POST /api/break-glass" and status = 404'),
  });

  const rule = countRecordsByPerson(scope, functions);
  const period = Duration.minutes(misuse.records.minutes);
  raiseAlarm(scope, 'ReadingsAlarm', {
    metric: new MathExpression({
      expression: `INSIGHT_RULE_METRIC("${rule.ruleName}", "MaxContributorValue")`,
      usingMetrics: {},
      period,
    }),
    threshold: misuse.records.threshold,
    tell,
    loses:
      'One person opened the names or texts of very many records within a day: they may be copied. The rule "…-readings" under ' +
      'Contributor Insights shows her id; the access log, by it, shows what she read.',
  });
}

/** The function that answers a route. */
const areaOf = (functions: AreaFunctions, route: string): LambdaFunction[] =>
  [...functions].flatMap(([name, area]) => (areas[name].routes.some((own) => own === route) ? [area] : []));

/** Counts log lines that match a pattern. */
function countLines(
  scope: Construct,
  metricName: string,
  of: readonly LambdaFunction[],
  { pattern, minutes }: { readonly pattern: IFilterPattern; readonly minutes: number },
): Metric {
  // One namespace per stack, so that stages in one account stay apart.
  const metricNamespace = Stack.of(scope).stackName;
  for (const area of of) {
    area.logGroup.addMetricFilter(metricName, { filterPattern: pattern, metricNamespace, metricName });
  }
  return new Metric({
    namespace: metricNamespace,
    metricName,
    statistic: 'Sum',
    period: Duration.minutes(minutes),
  });
}

/** Adds up, by person, the records whose names or texts she decrypted. */
function countRecordsByPerson(scope: Construct, functions: AreaFunctions): CfnInsightRule {
  const logs = [...new Set(openingRoutes.flatMap((route) => areaOf(functions, route)))];
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
          { Match: '$.route', In: openingRoutes },
        ],
      },
      AggregateOn: 'Sum',
    }),
  });
}
