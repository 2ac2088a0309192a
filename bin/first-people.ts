import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createSignIn } from '../functions/areas/people/cognito-sign-in.ts';
import { makeSignInName } from '../functions/areas/people/random-names-and-passwords.ts';
import { personInput } from '../functions/areas/people/schema.ts';
import { newId } from '../functions/shared/fields/ids.ts';
import { createTable } from '../functions/shared/table/client.ts';
import { connectVault } from '../functions/shared/vault/vault.ts';
import { stageName } from '../lib/stage-names.ts';
import { region } from '../lib/stage-settings.ts';
import { readDeployedStage } from './first-people/deployed-stage.ts';
import {
  type FirstPerson,
  type FirstRole,
  firstRoles,
  makeFirstPeople,
} from './first-people/first-people.ts';
import { createUserIdReader } from './first-people/user-id.ts';

/**
 * Makes the first administrator and the first auditor of a deployed stage, with the AWS credentials of the person who deploys it:
 *
 *   npm run first-people -- --stage production
 *
 * It asks for their names, and shows each her sign-in name and a one-time password. `--administrator NAME --auditor NAME` answer these
 * questions beforehand, but such a name stays in the shell's history. `--locale en|te` sets the language of both (default `en`).
 *
 * Exit code: 0 if both were made, 1 if the stage has people already or something failed, 2 for bad arguments.
 */

const usage =
  'usage: npm run first-people -- --stage production [--administrator NAME] [--auditor NAME] [--locale en|te]';
const personDetails = personInput
  .pick({ name: true, locale: true })
  .extend({ locale: personInput.shape.locale.exclude(['ja']) });

/** The command's options; undefined if one is wrong. */
const readChoice = () => {
  try {
    const { values } = parseArgs({
      options: {
        stage: { type: 'string' },
        administrator: { type: 'string' },
        auditor: { type: 'string' },
        locale: { type: 'string', default: 'en' },
      },
    });
    const isValid =
      stageName.safeParse(values.stage).success &&
      personDetails.shape.locale.safeParse(values.locale).success &&
      firstRoles.every(
        (role) => values[role] === undefined || personDetails.shape.name.safeParse(values[role]).success,
      );
    return isValid ? values : undefined;
  } catch {
    return undefined;
  }
};

type Choice = NonNullable<ReturnType<typeof readChoice>>;

/** Asks questions on the terminal, and reads a line as the answer to each. */
const openTerminal = () => {
  const terminal = createInterface({ input: process.stdin });
  const typedLines = terminal[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string> => {
    process.stdout.write(question);
    const { done, value } = await typedLines.next();
    if (done === true) throw new Error('The input ended before everything was answered.');
    return value;
  };
  return { ask, close: () => terminal.close() };
};

/** Asks for the name of a first person until it is valid. Only a typed name can be invalid here: `readChoice` has checked those of the command. */
const askForDetails = async (
  role: FirstRole,
  { locale, ...names }: Choice,
  ask: (question: string) => Promise<string>,
) => {
  for (;;) {
    const name = names[role] ?? (await ask(`Name of the first ${role}: `));
    const parsed = personDetails.safeParse({ name: name.trim(), locale });
    if (parsed.success) return parsed.data;
    process.stdout.write('A name has 1 to 120 characters.\n');
  }
};

const main = async (): Promise<number> => {
  const choice = readChoice();
  if (choice?.stage === undefined) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const { stage } = choice;
  const { ask, close } = openTerminal();
  const cloudFormation = new CloudFormationClient({ region });
  const tables = DynamoDBDocumentClient.from(new DynamoDBClient({ region }), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const kms = new KMSClient({ region });
  const cognito = new CognitoIdentityProviderClient({ region });

  try {
    const deployed = await readDeployedStage(cloudFormation, stage);
    const show = async ({ role, signInName, password }: FirstPerson): Promise<void> => {
      process.stdout.write(
        `\nThe first ${role} signs in within three days, and chooses a password of her own there:\n` +
          `  ${deployed.siteAddress}/#sign-in-name=${signInName}\n` +
          `  sign-in name       ${signInName}\n` +
          `  one-time password  ${password}\n`,
      );
      if (process.stdin.isTTY) await ask('It is not shown again. Press Enter once it is handed over. ');
    };
    const table = createTable(tables, deployed.tableName);
    const vault = connectVault(
      { keysTable: deployed.keysTableName, wrappingKeyId: deployed.wrappingKeyId },
      { tables, kms: () => kms },
      () => performance.now(),
    );
    const outcome = await makeFirstPeople({
      table,
      vault,
      chooseName: makeSignInName,
      allowSignIn: createSignIn(cognito, deployed.userPoolId),
      readUserId: createUserIdReader(cognito, deployed.userPoolId),
      newId,
      now: () => new Date(),
      describe: (role) => askForDetails(role, choice, ask),
      show,
    });
    if (outcome === 'made') {
      process.stdout.write(`\nThe stage "${stage}" has its first administrator and its first auditor.\n`);
      return 0;
    }
    process.stderr.write(
      `The stage "${stage}" has people already, and nothing was changed. An administrator adds further ones.\n`,
    );
    return 1;
  } catch (error) {
    process.stderr.write(
      `It did not end: ${error instanceof Error ? error.message : String(error)}\n` +
        'Run it again: it goes on where it stopped. A password that was shown last is the right one.\n',
    );
    return 1;
  } finally {
    close();
    cloudFormation.destroy();
    tables.destroy();
    kms.destroy();
    cognito.destroy();
  }
};

process.exitCode = await main();
