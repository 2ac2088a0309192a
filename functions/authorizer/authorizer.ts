import type {
  APIGatewayAuthorizerResult,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda';
import * as z from 'zod';
import { locales } from '../domain/caller.ts';
import { roles } from '../domain/roles.ts';
import { hashDeviceSecret, parseDeviceToken } from '../http/device-token.ts';
import { isSameText } from '../http/same-text.ts';
import type { Table } from '../table/client.ts';
import { deviceKey, personKey, signInNameKey } from '../table/keys.ts';
import { KeySetMissing, type Verify } from './token-verifier.ts';

const person = z.object({
  id: z.uuid(),
  role: z.enum(roles),
  collectives: z.array(z.string()),
  districts: z.array(z.string()),
  locale: z.enum(locales),
  disabled: z.boolean(),
  memberId: z.string().optional(),
});

const nameHolder = z.object({ personId: z.uuid() });

const device = z.object({ id: z.uuid(), secretHash: z.string() });

type AuthorizerEvent = APIGatewayTokenAuthorizerEvent | APIGatewayRequestAuthorizerEvent;

const tokenOf = (event: AuthorizerEvent): string | undefined => {
  const header =
    event.type === 'TOKEN'
      ? event.authorizationToken
      : (event.headers?.authorization ?? event.headers?.Authorization);
  return /^[Bb]earer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1];
};

/** The error that API Gateway turns into 401. */
const unauthorized = (): Error => new Error('Unauthorized');

/** @param paths the ends of the allowed ARNs, `*` or `METHOD/path` */
const allow = (
  event: AuthorizerEvent,
  principalId: string,
  paths: readonly string[],
  context: Record<string, string>,
): APIGatewayAuthorizerResult => {
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
 * Admits a person by her token, with role and scope from her own record. The contracts decide per route what she
 * may do, so the policy covers the whole API and API Gateway may cache it.
 *
 * A registered device is admitted by its own token, to its own routes alone.
 * @throws Error `Unauthorized`, as API Gateway expects, for an invalid token or an unknown or disabled person.
 * Any other error becomes 500: somebody with a valid token must not be told to sign in again because of our
 * fault.
 */
export const createAuthorizer =
  ({ table, verify }: { table: Pick<Table, 'get'>; verify: Verify }) =>
  async (event: AuthorizerEvent): Promise<APIGatewayAuthorizerResult> => {
    const token = tokenOf(event);
    if (token === undefined) {
      throw unauthorized();
    }
    const shown = parseDeviceToken(token);
    if (shown !== undefined) {
      const stored = device.safeParse(await table.get(deviceKey(shown.id)));
      if (!stored.success || !isSameText(stored.data.secretHash, hashDeviceSecret(shown.secret))) {
        throw unauthorized();
      }
      return allow(event, stored.data.id, ['POST/api/device/*'], { deviceId: stored.data.id });
    }
    const signInName = await verify(token).catch((error: unknown) => {
      throw error instanceof KeySetMissing ? error : unauthorized();
    });
    const named = nameHolder.safeParse(await table.get(signInNameKey(signInName)));
    if (!named.success) {
      throw unauthorized();
    }
    const stored = person.safeParse(await table.get(personKey(named.data.personId)));
    if (!stored.success || stored.data.disabled) {
      throw unauthorized();
    }
    const { id, role, collectives, districts, locale, memberId } = stored.data;
    return allow(event, id, ['*'], {
      personId: id,
      role,
      collectives: JSON.stringify(collectives),
      districts: JSON.stringify(districts),
      locale,
      signInName,
      ...(memberId === undefined ? {} : { memberId }),
    });
  };
