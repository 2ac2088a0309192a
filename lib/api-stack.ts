import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAlarm } from './constructs/alarm.ts';
import { createApiStage } from './constructs/api-stage.ts';
import { createFirewall } from './constructs/firewall.ts';
import { createRoutes } from './constructs/routes.ts';
import { serverErrors } from './constructs/server-errors.ts';
import type { DataStack } from './data-stack.ts';
import { areas } from './functions/with-routes.ts';
import type { FunctionsStack } from './functions-stack.ts';
import { authorizerCache, importApi, publicRoutes, type RoutesStack } from './routes-stack.ts';
import type { StageSettings } from './stage-settings.ts';
import { apiStageName, doorHeader, viewerHeader, type WebStack } from './web-stack.ts';

export type ApiStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly web: WebStack;
  readonly functions: FunctionsStack;
  readonly routes: RoutesStack;
};

/** The routes that the stack `routes` has not, and the stage that serves them all. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: ApiStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data, web, routes } = props;

    const api = importApi(this, web);
    const methods = createRoutes(routes.rootIn(this, api), {
      routes: routes.otherRoutes,
      tokens: routes.tokens,
      catchAll: props.functions.about.live,
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

    createAlarm(this, 'ServerErrorsAlarm', {
      metric: serverErrors(web.restApiName),
      threshold: 5,
      notify: data.alarmTopic,
      impact:
        'Requests fail because of our errors. Phones keep unsent work and send it again later. The alarms of single ' +
        'functions say which part fails.',
    });
  }
}
