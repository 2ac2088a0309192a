import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Right } from '../../lib/access.ts';
import { startJsonService } from '../wire/json-service.ts';
import { type Principal, ServiceError } from '../wire/signature.ts';
import { isWeak } from './password-rules.ts';

export type UserPool = {
  readonly endpoint: string;
  readonly id: string;
  /** The id (`sub`) of the user with that name; undefined if there is none. A later user with the same name gets another id. */
  idOf(userName: string): string | undefined;
  /** The name of the user with that id (`sub`), if she may sign in. */
  findName(id: string): string | undefined;
  /** Says whether the password is right, and whether she must choose another first. For a disabled user every password is wrong. */
  checkPassword(userName: string, password: string): 'wrong' | 'must change' | 'right';
  /** Sets the password that she chose herself; false if it is too weak. */
  choosePassword(userName: string, password: string): boolean;
  close(): Promise<void>;
};

/** A user as the file stores her. A demo person has no password. */
const user = z.object({
  id: z.string(),
  enabled: z.boolean(),
  password: z.object({ salt: z.string(), hash: z.string(), isTemporary: z.boolean() }).optional(),
});
type User = z.infer<typeof user>;
const userFile = z.record(z.string(), user);

const userName = z.string().min(1).max(128);
const namedUser = z.strictObject({ UserPoolId: z.string(), Username: userName });
const requests = {
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

const poolId = 'ap-south-1_local';

type Operation = keyof typeof requests;
const isOperation = (name: string): name is Operation => Object.hasOwn(requests, name);

/** The permissions of lib/access.ts by operation. The caller needs any one of the list. `AdminGetUser` needs `readsUsers` instead, which no function has. */
const rightsOf: Readonly<Record<Operation, readonly Right[]>> = {
  AdminCreateUser: ['users:create'],
  AdminGetUser: [],
  AdminDeleteSoftwareToken: ['users:create'],
  AdminSetUserPassword: ['users:create'],
  AdminUserGlobalSignOut: ['users:create', 'users:block'],
  AdminDisableUser: ['users:block'],
  AdminEnableUser: ['users:block'],
  AdminDeleteUser: ['users:block'],
};

/**
 * Starts the stand-in for the administration of a Cognito user pool: users with a one-time password that must be changed. Their sessions are
 * in local/identity/identity-provider.ts.
 * @param options.file stores the users (mode 0600); without it they last for this run
 * @param options.withoutPassword users who exist from the beginning and sign in without a password: the demo people
 * @param options.onSignOut called with the id of a user whose sessions and refresh tokens must end
 */
export async function startUserPool(options: {
  principals: readonly Principal[];
  file?: string | undefined;
  withoutPassword?: readonly string[];
  onSignOut?: (id: string) => void;
  now?: () => number;
}): Promise<UserPool> {
  const { principals, file, withoutPassword = [], onSignOut = () => {}, now = Date.now } = options;
  const storedUsers = file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // The file's users come second and replace the demo people, so that one who was disabled in an earlier run stays disabled.
  const users = new Map<string, User>([
    ...withoutPassword.map((name): [string, User] => [name, { id: name, enabled: true }]),
    ...Object.entries(userFile.parse(storedUsers)),
  ]);
  const pool: Pool = { users, file, onSignOut };
  const service = await startJsonService({
    service: 'cognito-idp',
    prefix: 'AWSCognitoIdentityProviderService.',
    contentType: 'application/x-amz-json-1.1',
    principals,
    now,
    async run(operation, input, principal) {
      if (!isOperation(operation)) {
        throw new ServiceError(
          400,
          'InvalidParameterException',
          `This user pool does not know ${operation}.`,
        );
      }
      const isAllowed =
        rightsOf[operation].some((right) => principal.rights?.includes(right)) ||
        (operation === 'AdminGetUser' && principal.readsUsers === true);
      if (!isAllowed) {
        throw new ServiceError(400, 'AccessDeniedException', `The caller may not ${operation}.`);
      }
      return operations[operation](pool, input);
    },
  });

  return {
    ...service,
    id: poolId,
    idOf: (name) => users.get(name)?.id,
    findName(id) {
      const found = [...users].find(([, candidate]) => candidate.enabled && candidate.id === id);
      return found?.[0];
    },
    checkPassword(name, password) {
      const { enabled = false, password: storedPassword } = users.get(name) ?? {};
      // A hash is computed even if there is no such user or password, so that the time of the answer does not reveal it.
      const hash = hashOf(password, storedPassword?.salt ?? '');
      const isRight =
        storedPassword !== undefined && timingSafeEqual(hash, Buffer.from(storedPassword.hash, 'base64'));
      if (!isRight || !enabled) return 'wrong';
      return storedPassword.isTemporary ? 'must change' : 'right';
    },
    choosePassword(name, password) {
      if (isWeak(password)) return false;
      setPassword(pool, name, password, { isTemporary: false });
      return true;
    },
  };
}

type Pool = {
  readonly users: Map<string, User>;
  readonly file: string | undefined;
  readonly onSignOut: (id: string) => void;
};

/** What each operation does, for a caller who may. @throws ServiceError */
const operations: Readonly<Record<Operation, (pool: Pool, input: unknown) => object>> = {
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
function setPassword(
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

function hashOf(password: string, salt: string): Buffer {
  return scryptSync(password, salt, 32);
}
