import { randomBytes, randomUUID, scryptSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { ServiceError } from '../wire/signed-request.ts';
import { isWeak } from './password-rules.ts';

/** The operations of the stand-in for a Cognito user pool. user-pool.ts starts it, and decides who may call them. */

/** A user as the file stores her. A demo person has no password. */
export const user = z.object({
  id: z.string(),
  enabled: z.boolean(),
  password: z.object({ salt: z.string(), hash: z.string(), isTemporary: z.boolean() }).optional(),
});

export type User = z.infer<typeof user>;

const userName = z.string().min(1).max(128);

const namedUser = z.strictObject({ UserPoolId: z.string(), Username: userName });

export const requests = {
  AdminCreateUser: z.strictObject({
    UserPoolId: z.string(),
    Username: userName,
    TemporaryPassword: z.string(),
    MessageAction: z.literal('SUPPRESS'),
  }),
  AdminGetUser: namedUser,
  AdminDeleteSoftwareToken: namedUser,
  AdminUserGlobalSignOut: namedUser,
  AdminDisableUser: namedUser,
  AdminEnableUser: namedUser,
  AdminDeleteUser: namedUser,
  AdminSetUserPassword: z.strictObject({
    UserPoolId: z.string(),
    Username: userName,
    Password: z.string(),
    Permanent: z.literal(false),
  }),
};

export const poolId = 'ap-south-1_local';

export type Operation = keyof typeof requests;

export type Pool = {
  readonly users: Map<string, User>;
  readonly file: string | undefined;
  readonly onSignOut: (id: string) => void;
};

/** What each operation does, for a caller who may. @throws ServiceError */
export const operations: Readonly<Record<Operation, (pool: Pool, input: unknown) => object>> = {
  AdminCreateUser(pool, input) {
    const { Username: name, TemporaryPassword: password } = parse(requests.AdminCreateUser, input);
    if (pool.users.has(name)) {
      throw new ServiceError(400, 'UsernameExistsException', 'User account already exists');
    }
    refuseWeak(password);
    setPassword(pool, name, password, { isTemporary: true });
    return {
      User: {
        Username: name,
        Attributes: [{ Name: 'sub', Value: find(pool, name).id }],
        Enabled: true,
        UserStatus: 'FORCE_CHANGE_PASSWORD',
      },
    };
  },
  AdminSetUserPassword(pool, input) {
    const { Username: name, Password: password } = parse(requests.AdminSetUserPassword, input);
    find(pool, name);
    refuseWeak(password);
    setPassword(pool, name, password, { isTemporary: true });
    return {};
  },
  AdminGetUser(pool, input) {
    const { Username: name } = parse(requests.AdminGetUser, input);
    const { id, enabled } = find(pool, name);
    return { Username: name, UserAttributes: [{ Name: 'sub', Value: id }], Enabled: enabled };
  },
  // Nobody has an authenticator in the stand-in.
  AdminDeleteSoftwareToken: changing(() => {}),
  AdminUserGlobalSignOut: changing(({ onSignOut }, _name, { id }) => onSignOut(id)),
  AdminDeleteUser: changing(({ users, onSignOut }, name, { id }) => {
    users.delete(name);
    onSignOut(id);
  }),
  AdminDisableUser: changing(({ users }, name, existingUser) =>
    users.set(name, { ...existingUser, enabled: false }),
  ),
  AdminEnableUser: changing(({ users }, name, existingUser) =>
    users.set(name, { ...existingUser, enabled: true }),
  ),
};

/** Makes an operation that changes one user, saves all users, and answers an empty object. */
function changing(change: (pool: Pool, name: string, existingUser: User) => unknown) {
  return (pool: Pool, input: unknown): object => {
    const { Username: name } = parse(namedUser, input);
    change(pool, name, find(pool, name));
    save(pool);
    return {};
  };
}

function save({ users, file }: Pool): void {
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(users), null, 2)}\n`, { mode: 0o600 });
}

/** Sets a password and saves it; the user is added if she does not exist. */
export function setPassword(
  pool: Pool,
  name: string,
  password: string,
  { isTemporary }: { readonly isTemporary: boolean },
): void {
  const salt = randomBytes(16).toString('base64');
  const hash = hashOf(password, salt).toString('base64');
  const { id, enabled } = pool.users.get(name) ?? { id: randomUUID(), enabled: true };
  pool.users.set(name, { id, enabled, password: { salt, hash, isTemporary } });
  save(pool);
}

/** The user with a name. @throws ServiceError if there is none */
function find({ users }: Pool, name: string): User {
  const existingUser = users.get(name);
  if (existingUser === undefined)
    throw new ServiceError(400, 'UserNotFoundException', 'User does not exist.');
  return existingUser;
}

/** The input of an operation. @throws ServiceError if it does not fit the schema, or names another pool */
function parse<T extends { UserPoolId: string }>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input);
  if (!result.success)
    throw new ServiceError(400, 'InvalidParameterException', z.prettifyError(result.error));
  if (result.data.UserPoolId !== poolId) {
    throw new ServiceError(400, 'ResourceNotFoundException', 'User pool does not exist.');
  }
  return result.data;
}

function refuseWeak(password: string): void {
  if (isWeak(password)) {
    throw new ServiceError(400, 'InvalidPasswordException', 'Password did not conform with policy.');
  }
}

export function hashOf(password: string, salt: string): Buffer {
  return scryptSync(password, salt, 32);
}
