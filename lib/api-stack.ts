import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { apiContract } from '../functions/gateway/api/contract.ts';
import { createAlarm } from './constructs/alarm.ts';
import { createApiStage } from './constructs/api-stage.ts';
import { createFirewall } from './constructs/firewall.ts';
import { createFunction } from './constructs/lambda-function.ts';
import { createRoutes } from './constructs/routes.ts';
import { serverErrors } from './constructs/server-errors.ts';
import type { DataStack } from './data-stack.ts';
import { areas } from './functions/with-routes.ts';
import type { FunctionsStack } from './functions-stack.ts';
import type { ReportingStack } from './reporting-stack.ts';
import type { StageSettings } from './stage-settings.ts';
import { apiStageName, doorHeader, viewerHeader, type WebStack } from './web-stack.ts';

export type ApiStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly web: WebStack;
  readonly reporting: ReportingStack;
  readonly functions: FunctionsStack;
};

/** Routes that need no token. */
const publicRoutes: readonly string[] = Object.entries(apiContract)
  .filter(([, { who }]) => who === 'anyone')
  .map(([route]) => route);

/**
 * How long API Gateway caches the authorizer's answer. Even with the time of the call itself, a change of role takes effect within a minute.
 */
const authorizerCache = Duration.seconds(45);

/** The routes, and the authorizer in front of them. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data, web, reporting } = props;
    const { functions, about } = props.functions;
    const notify = data.alarmTopic;

    // In this stack, because the function's permission names the API's authorizer, which calls it.
    const authorizer = createFunction(this, 'authorizer', reporting.functionContext, {
      memoryMB: 1024,
      timeout: Duration.seconds(10),
    });
    const api = RestApi.fromRestApiAttributes(this, 'RestApi', {
      restApiId: web.restApi.ref,
      rootResourceId: web.restApi.attrRootResourceId,
      restApiName: web.restApiName,
    });
    const routes = [...functions].flatMap(([name, answeredBy]) =>
      areas[name].routes.map((route) => ({ route, answeredBy, open: publicRoutes.includes(route) })),
    );
    const methods = createRoutes(api, {
      routes,
      authorizer,
      cacheFor: authorizerCache,
      catchAll: about,
    });
    const stage = createApiStage(this, api, {
      stageName: apiStageName,
      methods,
      description: [areas, publicRoutes, authorizerCache.toSeconds()],
      logRetentionDays: settings.logRetentionDays,
    });
    createFirewall(this, {
      protects: stage.stageArn,
      door: { header: doorHeader, secret: web.doorSecret.secretValue.unsafeUnwrap() },
      viewerHeader,
    });

    createAlarm(this, 'AuthorizerAlarm', {
      metric: authorizer.metricErrors({ period: Duration.minutes(5) }),
      threshold: 50,
      notify,
      impact:
        'People with a valid token may be refused: nobody can work. (Invalid tokens count here too; many at once ' +
        'mean an attack or a broken client.)',
    });
    createAlarm(this, 'ServerErrorsAlarm', {
      metric: serverErrors(web.restApiName),
      threshold: 5,
      notify,
      impact:
        'Requests fail because of our errors. Phones keep unsent work and send it again later. The alarms of single ' +
        'functions say which part fails.',
    });
  }
}
