import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type IAuthorizer, type IRestApi, Resource, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Construct } from 'constructs';
import { apiContract } from '../functions/gateway/api/contract.ts';
import { createAlarm } from './constructs/alarm.ts';
import { createFunction } from './constructs/lambda-function.ts';
import { createAuthorizer, createRoutes, type ServedRoute } from './constructs/routes.ts';
import type { DataStack } from './data-stack.ts';
import { areas } from './functions/with-routes.ts';
import type { FunctionsStack } from './functions-stack.ts';
import type { ReportingStack } from './reporting-stack.ts';
import type { WebStack } from './web-stack.ts';

export type RoutesStackProps = {
  readonly data: DataStack;
  readonly web: WebStack;
  readonly reporting: ReportingStack;
  readonly functions: FunctionsStack;
};

/** The parts of the address after `/api` under which most routes lie. */
const crowdedPaths = ['members', 'collectives', 'cases'];

/** Routes that need no token. */
export const publicRoutes: readonly string[] = Object.entries(apiContract)
  .filter(([, { who }]) => who === 'anyone')
  .map(([route]) => route);

/**
 * How long API Gateway caches the authorizer's answer. Even with the time of the call itself, a change of role takes effect within a minute.
 */
export const authorizerCache = Duration.seconds(45);

/**
 * The authorizer, and the routes of members, collectives and cases. All other routes are in the stack `api`, which deploys these routes
 * too. The routes are divided because CloudFormation allows 500 resources in a stack, and a route takes up to three.
 */
export class RoutesStack extends Stack {
  readonly tokens: IAuthorizer;
  /** The routes of the stack `api`. */
  readonly otherRoutes: readonly ServedRoute[];

  readonly #rootId: string;

  constructor(scope: Construct, id: string, props: RoutesStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { data, web, reporting } = props;
    const { functions, about } = props.functions;
    // In this stack, because the function's permission names the API's authorizer, which calls it.
    const authorizer = createFunction(this, 'authorizer', reporting.functionContext, {
      memoryMB: 1024,
      timeout: Duration.seconds(10),
    });
    this.tokens = createAuthorizer(this, authorizer.live, authorizerCache);

    const routes = [...functions].flatMap(([name, answeredBy]) =>
      areas[name].routes.map((route) => ({
        route,
        answeredBy: answeredBy.live,
        open: publicRoutes.includes(route),
      })),
    );
    // The third part of `GET /api/members/{id}`, split at the slashes, is `members`.
    const isHere = ({ route }: ServedRoute) => crowdedPaths.includes(route.split('/')[2] ?? '');
    this.otherRoutes = routes.filter((route) => !isHere(route));
    const root = importApi(this, web).root.addResource('api');
    root.addResource('{proxy+}');
    this.#rootId = root.resourceId;
    createRoutes(root, { routes: routes.filter(isHere), tokens: this.tokens, catchAll: about.live });

    createAlarm(this, 'AuthorizerAlarm', {
      metric: authorizer.metricErrors({ period: Duration.minutes(5) }),
      threshold: 50,
      notify: data.alarmTopic,
      impact:
        'People with a valid token may be refused: nobody can work. (Invalid tokens count here too; many at once ' +
        'mean an attack or a broken client.)',
    });
  }

  /** The resource `/api`, as another stack sees it. */
  rootIn(scope: Construct, api: IRestApi) {
    return Resource.fromResourceAttributes(scope, 'Root', {
      restApi: api,
      resourceId: this.#rootId,
      path: '/api',
    });
  }
}

/** The REST API of the stack `web`, as a stack with routes sees it. */
export const importApi = (scope: Construct, web: WebStack): IRestApi =>
  RestApi.fromRestApiAttributes(scope, 'RestApi', {
    restApiId: web.restApi.ref,
    rootResourceId: web.restApi.attrRootResourceId,
    restApiName: web.restApiName,
  });
