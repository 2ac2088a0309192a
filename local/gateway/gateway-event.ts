import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What the authorizer says about a caller, such as her id and role, as API Gateway passes it on to the functions. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** A call of the API. */
export type GatewayCall = {
  readonly method: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * Makes the event that API Gateway's REST API sends to an area's function for a call.
 * @param options.path the path of `call.target`, without its query
 * @param options.resource the route's path, with parameters in braces
 * @param options.authorizer undefined if no authorizer was asked
 * @param options.at the time of the request, in milliseconds
 */
export function makeEvent({
  call,
  path,
  resource,
  parameters,
  authorizer,
  at,
}: {
  readonly call: GatewayCall & { rawHeaders: readonly string[]; sourceIp: string };
  readonly path: string;
  readonly resource: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly authorizer: AuthorizerContext | undefined;
  readonly at: number;
}): APIGatewayProxyEvent {
  const headers = collect(pairs(call.rawHeaders));
  // The query begins after the path and a question mark.
  const query = collect([...new URLSearchParams(call.target.slice(path.length + 1))]);
  const userAgent = Object.entries(headers).find(([name]) => name.toLowerCase() === 'user-agent');
  return {
    resource,
    path,
    httpMethod: call.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: Object.keys(query).length > 0 ? lastOf(query) : null,
    multiValueQueryStringParameters: Object.keys(query).length > 0 ? query : null,
    pathParameters: Object.keys(parameters).length > 0 ? { ...parameters } : null,
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      authorizer,
      protocol: 'HTTP/1.1',
      httpMethod: call.method,
      path,
      stage: 'v1',
      requestId: randomUUID(),
      requestTime: new Date(at).toUTCString(),
      requestTimeEpoch: at,
      resourceId: 'local',
      resourcePath: resource,
      identity: {
        accessKey: null,
        accountId: null,
        apiKey: null,
        apiKeyId: null,
        caller: null,
        clientCert: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: call.sourceIp,
        user: null,
        userAgent: userAgent?.[1]?.at(-1) ?? null,
        userArn: null,
      },
    },
    body: call.body ?? null,
    isBase64Encoded: false,
  };
}

/** Names and values from a list in which they alternate, like Node's `rawHeaders`. */
function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : [],
  );
}

/** All values of each name, in order. */
function collect(entries: readonly [string, string][]): Record<string, string[]> {
  // Without a prototype: a parameter may have any name, such as `constructor`.
  const all: Record<string, string[]> = Object.create(null);
  for (const [name, value] of entries) all[name] = [...(all[name] ?? []), value];
  return all;
}

/** The last value of each name. */
function lastOf(values: Record<string, string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.at(-1) ?? '']));
}
