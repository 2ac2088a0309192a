import { type Duration, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type IResource,
  type IRestApi,
  LambdaIntegration,
  Method,
  Resource,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from './acknowledge.ts';

type ServedRoute = {
  /** As API Gateway writes it, such as `GET /api/members/{id}`. */
  readonly route: string;
  readonly answeredBy: LambdaFunction;
  /** Whether anyone may call it, without a token. */
  readonly open: boolean;
};

export type RoutesProps = {
  readonly routes: readonly ServedRoute[];
  readonly authorizer: LambdaFunction;
  /** How long the authorizer's answer is cached. */
  readonly cacheFor: Duration;
  /** Answers all other requests of callers with a token: other paths, and other methods of the routes' paths. */
  readonly catchAll: LambdaFunction;
};

/**
 * Creates API Gateway's routes, and a catch-all for every other path and method. So only open routes answer without a token.
 * @returns the methods, which the deployment has to depend on
 */
export function createRoutes(
  api: IRestApi,
  { routes, authorizer, cacheFor, catchAll }: RoutesProps,
): Method[] {
  const tokens = new TokenAuthorizer(Stack.of(api), 'Tokens', {
    handler: authorizer,
    resultsCacheTtl: cacheFor,
    // A JWT has three parts with dots between. API Gateway answers any other token with 401 and does not call the authorizer.
    validationRegex: '^[Bb]earer [\\w-]+\\.[\\w-]+\\.[\\w-]+$',
  });
  const addMethod = (
    resource: IResource,
    httpMethod: string,
    answeredBy: LambdaFunction,
    { open }: { readonly open: boolean },
  ) => {
    const method = new Method(resource, httpMethod, {
      httpMethod,
      resource,
      // One permission for each function covers all its routes.
      integration: new LambdaIntegration(answeredBy, { scopePermissionToMethod: false }),
      options: open ? { authorizationType: AuthorizationType.NONE } : { authorizer: tokens },
    });
    acknowledge(method, {
      COG4: 'The Lambda authorizer verifies the Cognito token, as a Cognito authorizer would, and takes the role from the person’s own record.',
      ...(open ? { APIG4: 'Reveals only that the API exists, and its documentation.' } : {}),
    });
    return method;
  };

  const routeMethods = routes.map(({ route, answeredBy, open }) => {
    // A route always has both parts.
    const [httpMethod = '', path = ''] = route.split(' ');
    return addMethod(api.root.resourceForPath(path), httpMethod, answeredBy, { open });
  });
  // Creates the resource of every other path under `/api`. Like all resources, it gets its method below.
  api.root.resourceForPath('/api/{proxy+}');
  return [
    ...routeMethods,
    // API Gateway prefers a route's own method to `ANY`.
    ...descendantResources(api.root).map((resource) => addMethod(resource, 'ANY', catchAll, { open: false })),
  ];
}

const descendantResources = (root: IResource): IResource[] =>
  root.node.findAll().filter((child) => child instanceof Resource);
