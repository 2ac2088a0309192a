import type { Access } from '../access.ts';
import { iamActions } from '../iam-actions.ts';
import { type Outcome, type Patience, tryAll, type Untried } from './attempt.ts';
import { keyAttempts } from './key-attempts.ts';
import { attemptsByRight, type Clients } from './right-attempts.ts';
import { tableAttempts, wholeTransaction } from './table-attempts.ts';
import type { Environment, Tried } from './tried.ts';

/** The actions on the key that encrypts the tables at rest. DynamoDB uses this key on the function's behalf, so each attempt on a table tries some of them. */
const tableKeyActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** Every call that a function's access grants: those that are tried, and those that are not, each with the reason. */
export const listAttempts = (
  { table, keys = {}, rights = [] }: Access,
  clients: Clients,
  environment: Environment,
): Tried => {
  const names = { main: environment.TABLE_NAME ?? '', keys: environment.KEYS_TABLE_NAME ?? '' };
  const byRight = attemptsByRight(clients, environment);
  const ofRights = rights.map((right) => byRight[right]);
  const usesTables = table !== undefined || Object.keys(keys).length > 0;
  return {
    attempts: [
      ...tableAttempts(clients.tables, names, { ...(table === undefined ? {} : { table }), keys }),
      ...keyAttempts(clients.keys, environment.WRAPPING_KEY_ID, keys),
      ...ofRights.flatMap(({ attempts }) => attempts),
    ],
    untried: [
      ...(usesTables
        ? tableKeyActions.map((action) => ({
            action,
            on: 'the data key, by DynamoDB',
            why: 'DynamoDB asks for it itself when it is called',
          }))
        : []),
      ...ofRights.flatMap(({ untried }) => untried),
    ],
  };
};

const writeActions = [iamActions.put, iamActions.update, iamActions.delete, iamActions.check];

export type Report = Outcome & { readonly untried: readonly Untried[] };

/** Makes every call that a function's access grants and that can be made without a trace, and names what was refused. Nothing is stored. */
export const checkRights = async (
  access: Access,
  clients: Clients,
  environment: Environment,
  patience: Patience,
): Promise<Report> => {
  const { attempts, untried } = listAttempts(access, clients, environment);
  const { tried, failed } = await tryAll(attempts, patience);
  // If a single write is refused, the transaction of all writes is refused for the same reason, so it is not reported.
  const isPartRefused = failed.some(({ action }) => writeActions.includes(action));
  return {
    tried,
    failed: failed.filter(({ action }) => !(isPartRefused && action === wholeTransaction)),
    untried,
  };
};

/** How many refused rights a sentence names: CloudFormation takes 4 KB in all. */
const named = 12;

/** What a deployer reads if rights were refused. */
export const describeFailure = (name: string, failed: Report['failed']): string => {
  const all = failed.map(({ action, on, error }) => `${action} on ${on} (${error})`);
  const more = all.length > named ? `; and ${all.length - named} more` : '';
  return `The function "${name}" was refused what its policy grants: ${all.slice(0, named).join('; ')}${more}.`;
};
