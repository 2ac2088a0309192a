import { timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Right } from '../../lib/access.ts';
import { startJsonService } from '../wire/json-service.ts';
import { type Principal, ServiceError } from '../wire/signed-request.ts';
import { isWeak } from './password-rules.ts';
import {
  hashOf,
  type Operation,
  operations,
  type Pool,
  poolId,
  requests,
  setPassword,
  type User,
  user,
} from './user-operations.ts';

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

const userFile = z.record(z.string(), user);

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
