import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';
import * as z from 'zod';
import { hashDeviceSecret, parseDeviceToken } from '../../shared/http/device-token.ts';
import { isSameText } from '../../shared/http/same-text.ts';
import type { NoteSignIn } from '../../shared/sign-ins/newest-sign-in.ts';
import { findWayIn, isSessionEnded, isWayIn } from '../../shared/sign-ins/way-in.ts';
import type { Table } from '../../shared/table/client.ts';
import { deviceKey } from '../../shared/table/keys/people.ts';
import { KeySetMissing, type Verify } from './token-verifier.ts';

/** The fields of a stored device that the authorizer needs. */
const storedDevice = z.object({
  id: z.uuid(),
  secretHash: z.string(),
  nextSecretHash: z.string().optional(),
  formerSecretHashes: z.array(z.string()),
});

/** The hashes of the secrets that a device has, gets next or had. A former secret is let in too: by it the area `devices` finds out that a copy is used. */
const hashesOf = (device: z.infer<typeof storedDevice>): readonly string[] => [
  device.secretHash,
  ...(device.nextSecretHash === undefined ? [] : [device.nextSecretHash]),
  ...device.formerSecretHashes,
];

type AuthorizerEvent = APIGatewayTokenAuthorizerEvent | APIGatewayRequestAuthorizerEvent;

/** The token in the request's header `Authorization: Bearer <token>`: three parts in base64url, separated by dots. */
const tokenOf = (event: AuthorizerEvent): string | undefined => {
  const header =
    event.type === 'TOKEN'
      ? event.authorizationToken
      : (event.headers?.authorization ?? event.headers?.Authorization);
  return /^[Bb]earer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
};

/** The error with the message that API Gateway answers with 401. */
const unauthorized = (): Error => new Error('Unauthorized');

/**
 * The policy that allows calls, with what the areas get to know of the caller.
 * @param paths the ends of the allowed ARNs: `*`, or `METHOD/path`
 */
const allow = (
  event: AuthorizerEvent,
  principalId: string,
  paths: readonly string[],
  context: Record<string, string>,
): APIGatewayAuthorizerResult => {
  // Such as `arn:aws:execute-api:ap-south-1:123456789012:a1b2c3/prod/GET/api/me`.
  const [api, stage] = event.methodArn.split('/');
  return {
    principalId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          Resource: paths.map((path) => `${api}/${stage}/${path}`),
        },
      ],
    },
    context,
  };
};

/**
 * Authorizes the caller of the API by her token, with role and scope as in her own record, by one read. The policy allows every route, so that API Gateway
 * can cache it, and notes when she signed in; each route's contract says who may call it. A registered device is authorized by its own token, for its own routes alone.
 * @throws Error `Unauthorized`, as API Gateway expects, for an invalid token, an unknown or disabled person, a user who may not act as her, or a session that was ended. Any other error becomes 503: if
 * the fault is ours, somebody with a valid token must not be told to sign in again.
 */
export const createAuthorizer =
  ({ table, verify, noteSignIn }: { table: Pick<Table, 'get'>; verify: Verify; noteSignIn: NoteSignIn }) =>
  async (event: AuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
    const token = tokenOf(event);
    if (token === undefined) {
      throw unauthorized();
    }
    const deviceToken = parseDeviceToken(token);
    if (deviceToken !== undefined) {
      const device = storedDevice.safeParse(await table.get(deviceKey(deviceToken.id)));
      const secretHash = hashDeviceSecret(deviceToken.secret);
      if (!device.success || !hashesOf(device.data).some((known) => isSameText(known, secretHash))) {
        throw unauthorized();
      }
      return allow(event, device.data.id, ['POST/api/device/*'], { deviceId: device.data.id, secretHash });
    }
    const { userId, signInName, signedInAt } = await verify(token).catch((error: unknown) => {
      throw error instanceof KeySetMissing ? error : unauthorized();
    });
    const wayIn = await findWayIn(table, signInName);
    if (wayIn === undefined || !isWayIn(wayIn, userId) || isSessionEnded(wayIn.sessionsEndedAt, signedInAt)) {
      throw unauthorized();
    }
    const { personId } = wayIn;
    if (signedInAt !== undefined) await noteSignIn(personId, signedInAt);
    const { role, collectives, districts, locale, memberId } = wayIn.access;
    // A value of the context can only be a text, a number or a boolean.
    return allow(event, personId, ['*'], {
      personId,
      role,
      collectives: JSON.stringify(collectives),
      districts: JSON.stringify(districts),
      locale,
      signInName,
      ...(signedInAt === undefined ? {} : { signedInAt }),
      ...(memberId === undefined ? {} : { memberId }),
    });
  };
