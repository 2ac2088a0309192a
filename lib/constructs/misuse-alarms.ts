import { Duration, Stack } from 'aws-cdk-lib';
import { CfnInsightRule, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { FunctionDefinition } from '../functions/definition.ts';
import { type AreaName, areas } from '../functions/with-routes.ts';
import { misuse } from '../misuse-thresholds.ts';
import { createAlarm } from './alarm.ts';
import { createLogMetric } from './log-metric.ts';

/** Alarms on misuse by callers. lib/misuse-thresholds.ts has the thresholds. */

type AreaFunctions = ReadonlyMap<AreaName, LambdaFunction>;

/** The end of an alarm's text: the query with which the person on call finds the caller. */
const callerQuery = (filter: string): string =>
  `CloudWatch Logs Insights, on the logs of the API's functions: fields caller, route | filter ${filter} | stats count(*) by caller, route.`;

/**
 * Creates the alarms on misuse: many refusals, names tried out in texts, guessed codes of emergency access, attacks on phones, one person who opens very many
 * names, and a phone that fetches more groups than a leader leads.
 */
export function createMisuseAlarms(scope: Construct, functions: AreaFunctions, notify: ITopic): void {
  const isRequest = FilterPattern.stringValue('$.message', '=', 'request');
  const hasStatus = (status: number) => FilterPattern.numberValue('$.status', '=', status);

  // The metric counts the refusals of all callers together. The query in the alarm's text finds the caller with the most.
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

  alarmOnNames(scope, functions, notify);
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

  createAlarm(scope, 'PhonesAlarm', {
    metric: createLogMetric(
      scope,
      'PhonesMisused',
      functionsAnswering(functions, 'POST /api/device/unlock'),
      {
        pattern: FilterPattern.stringValue('$.message', '=', 'device misused'),
        period: Duration.minutes(misuse.devices.minutes),
      },
    ),
    threshold: misuse.devices.threshold,
    notify,
    impact:
      'Somebody tries PINs on a leader’s phone, or has used a copy of it: call her, and let the administrator end the phone if she ' +
      'does not have it. CloudWatch Logs Insights, on the log of the function "devices": fields sign, device | filter message = ' +
      '"device misused"; by that id the journal says whose phone it is.',
  });

  createAlarm(scope, 'WidePackAlarm', {
    metric: createLogMetric(scope, 'WidePacks', functionsAnswering(functions, 'GET /api/me/pack'), {
      pattern: FilterPattern.all(
        FilterPattern.stringValue('$.message', '=', 'pack'),
        FilterPattern.numberValue('$.collectives', '>=', misuse.packs.threshold),
      ),
      period: Duration.minutes(misuse.packs.minutes),
    }),
    notify,
    impact:
      'A phone fetched the names of more groups than one leader can lead. Ask the administrator who gave them to her, and why. ' +
      callerQuery(`message = "pack" and collectives >= ${misuse.packs.threshold}`),
  });

  alarmOnOpenings(scope, functions, notify);
}

/** Creates the alarm on one person for whom the texts of very many people are opened. */
function alarmOnOpenings(scope: Construct, functions: AreaFunctions, notify: ITopic): void {
  const rule = countOpeningsByPerson(scope, functions);
  const period = Duration.minutes(misuse.openings.minutes);
  createAlarm(scope, 'ReadingsAlarm', {
    metric: new MathExpression({
      expression: `INSIGHT_RULE_METRIC("${rule.ruleName}", "MaxContributorValue")`,
      usingMetrics: {},
      period,
    }),
    threshold: misuse.openings.threshold,
    notify,
    impact:
      'The names or texts of very many people were opened for one person within a day, perhaps to copy them. The rule "…-readings" under ' +
      'Contributor Insights shows her id; the access log, by it, shows what she read.',
  });
}

const looksForNames = ({ table }: FunctionDefinition): boolean =>
  table?.['FULLNAME#*']?.includes('query') ?? false;

/** Creates the alarm on names that are tried out in texts. It counts the texts that were refused for a member's name, in the functions that look for names. */
function alarmOnNames(scope: Construct, functions: AreaFunctions, notify: ITopic): void {
  const screening = [...functions].flatMap(([name, areaFunction]) =>
    looksForNames(areas[name]) ? [areaFunction] : [],
  );
  createAlarm(scope, 'NamesTriedAlarm', {
    metric: createLogMetric(scope, 'NamesTried', screening, {
      pattern: FilterPattern.all(
        FilterPattern.stringValue('$.message', '=', 'request'),
        FilterPattern.stringValue('$.code', '=', 'invalid_name'),
      ),
      period: Duration.minutes(misuse.names.minutes),
    }),
    threshold: misuse.names.threshold,
    notify,
    impact:
      'Somebody writes names into texts again and again, perhaps to learn who is in the programme: a refusal tells that somebody has the name. ' +
      callerQuery('message = "request" and code = "invalid_name"'),
  });
}

/** The function that answers a route, in an array; empty if none does. */
const functionsAnswering = (functions: AreaFunctions, route: string): LambdaFunction[] =>
  [...functions].flatMap(([name, areaFunction]) =>
    areas[name].routes.some((answered) => answered === route) ? [areaFunction] : [],
  );

/**
 * Whether a function may open the texts of members or groups. Functions that open only the names of leaders and staff don't count: every list of people and
 * every page of the auditor's logs opens many of these, so their number would say nothing.
 */
const mayOpenTexts = ({ keys }: FunctionDefinition): boolean =>
  (['member:*', 'collective:*'] as const).some((owner) => keys?.[owner]?.includes('open'));

/** Creates the Contributor Insights rule that adds up, for each caller, the number of people whose names or texts were opened for her requests. */
function countOpeningsByPerson(scope: Construct, functions: AreaFunctions): CfnInsightRule {
  const logs = [...functions].flatMap(([name, { logGroup }]) =>
    mayOpenTexts(areas[name]) ? [logGroup] : [],
  );
  const stack = Stack.of(scope);
  return new CfnInsightRule(scope, 'Readings', {
    ruleName: `${stack.stackName}-readings`,
    ruleState: 'ENABLED',
    ruleBody: stack.toJsonString({
      Schema: { Name: 'CloudWatchLogRule', Version: 1 },
      LogGroupNames: logs.map(({ logGroupName }) => logGroupName),
      LogFormat: 'JSON',
      Contribution: {
        Keys: ['$.caller'],
        ValueOf: '$.opened',
        Filters: [
          { Match: '$.message', In: ['request'] },
          { Match: '$.opened', GreaterThan: 0 },
        ],
      },
      AggregateOn: 'Sum',
    }),
  });
}
