import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod';
import { matchesPattern } from '../../lib/access.ts';
import { gatewayProblems } from '../../lib/gateway-problems.ts';
import { FunctionError } from '../lambda/function-thread.ts';
import { problem } from '../wire/problem.ts';
import type { Parts } from './gateway.ts';
import type { AuthorizerContext } from './gateway-event.ts';

/** Checks who may make a call: the stand-in for API Gateway asks the authorizer, and limits the rate. gateway.ts calls the functions. */

/** The ARN prefix of the API's methods. */
const apiArn = 'arn:aws:execute-api:ap-south-1:000000000000:local/v1';

/** The authorizer's answer. */
const authorizerAnswer = z.object({
  principalId: z.string(),
  policyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Resource: z.union([z.string(), z.array(z.string())]).transform((resource) => [resource].flat()),
      }),
    ),
  }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/**
 * Asks the authorizer about a call.
 * @returns the authorizer's context; undefined if there is no token or it is refused; `forbidden` if the policy does not cover the call; `failed` if the
 * authorizer itself failed
 */
export async function authorise(
  { functions, log }: Parts,
  authorization: string | undefined,
  method: string,
  path: string,
): Promise<AuthorizerContext | 'forbidden' | 'failed' | undefined> {
  // API Gateway does not call an authorizer without an identity source.
  if (authorization === undefined || authorization === '') return undefined;
  try {
    const answer = await functions.invoke('authorizer', {
      type: 'TOKEN',
      authorizationToken: authorization,
      // The answer is a policy for all methods, which is matched against this call below.
      methodArn: `${apiArn}/ANY/api`,
    });
    const { principalId, policyDocument, context } = authorizerAnswer.parse(answer);
    if (!policyDocument.Statement.every(({ Effect }) => Effect === 'Allow')) return undefined;
    const arn = `${apiArn}/${method}${path}`;
    const isCovered = policyDocument.Statement.some(({ Resource }) =>
      Resource.some((pattern) => matchesPattern(pattern, arn)),
    );
    if (!isCovered) return 'forbidden';
    const contextTexts = Object.entries(context).map(([name, value]) => [name, String(value)]);
    return { ...Object.fromEntries(contextTexts), principalId };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    if (error.message === 'Unauthorized') return undefined;
    log(`gateway: the authorizer failed: ${error.message}`);
    return 'failed';
  }
}

/** Checks whether the bearer of the request's token may make this call now. @returns her context, or the refusal */
export async function admit(
  parts: Parts,
  request: IncomingMessage,
  method: string,
  path: string,
): Promise<{ authorizerContext: AuthorizerContext } | { refusal: APIGatewayProxyResult }> {
  const authorizerContext = await authorise(parts, request.headers.authorization, method, path);
  if (authorizerContext === 'failed') {
    return { refusal: problem(gatewayProblems.AUTHORIZER_FAILURE, { 'retry-after': '5' }) };
  }
  if (authorizerContext === 'forbidden') return { refusal: problem(gatewayProblems.ACCESS_DENIED) };
  if (authorizerContext === undefined) {
    return { refusal: problem(gatewayProblems.UNAUTHORIZED, { 'www-authenticate': 'Bearer' }) };
  }
  // A call by a device has no person: its principal is the device.
  const waitSeconds = parts.rateLimit.waitSeconds(
    authorizerContext.personId ?? authorizerContext.principalId ?? '',
  );
  if (waitSeconds > 0) {
    return {
      refusal: problem(gatewayProblems.THROTTLED, { 'retry-after': String(Math.ceil(waitSeconds)) }),
    };
  }
  return { authorizerContext };
}
