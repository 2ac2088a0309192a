import type { Duration } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type IAuthorizer,
  type IResource,
  LambdaIntegration,
  Method,
  Resource,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** API Gateway's routes. Which function answers which route follows from the contracts: lib/functions/with-routes.ts. */

export type ServedRoute = {
  /** As API Gateway writes it, such as `GET /api/members/{id}`. */
  readonly route: string;
  readonly answeredBy: IFunction;
  /** Whether anyone may call it, without a token. */
  readonly open: boolean;
};

export type RoutesProps = {
  readonly routes: readonly ServedRoute[];
  readonly tokens: IAuthorizer;
  /** Answers all other requests of callers with a token: other paths, and other methods of the routes' paths. */
  readonly catchAll: IFunction;
};

/**
 * Creates the authorizer of all routes but the open ones.
 * @param cacheFor how long its answer is cached
 */
export const createAuthorizer = (scope: Construct, handler: IFunction, cacheFor: Duration): TokenAuthorizer =>
  new TokenAuthorizer(scope, 'Tokens', {
    handler,
    resultsCacheTtl: cacheFor,
    // A JWT has three parts with dots between. API Gateway answers any other token with 401 and does not call the authorizer.
    validationRegex: '^[Bb]earer [\\w-]+\\.[\\w-]+\\.[\\w-]+$',
  });

/**
 * Creates API Gateway's routes, and a catch-all for every other method of each resource that is made. So only open routes answer
 * without a token.
 * @param root the resource `/api`, under which all routes lie
 * @returns the methods, which the deployment has to depend on
 */
export function createRoutes(root: IResource, { routes, tokens, catchAll }: RoutesProps): Method[] {
  const addMethod = (
    resource: IResource,
    httpMethod: string,
    answeredBy: IFunction,
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
    return addMethod(root.resourceForPath(path.slice('/api/'.length)), httpMethod, answeredBy, { open });
  });
  return [
    ...routeMethods,
    // API Gateway prefers a route's own method to `ANY`.
    ...createdResources(root).map((resource) => addMethod(resource, 'ANY', catchAll, { open: false })),
  ];
}

/** The root itself, if it was made in its stack, and all below it. */
const createdResources = (root: IResource): IResource[] =>
  root.node.findAll().filter((child) => child instanceof Resource);
