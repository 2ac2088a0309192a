import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage, type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  type IFunction,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import { bundleOptions } from '../bundle.ts';
import { environmentOf, type Settings } from '../environment.ts';
import { folders } from '../folders.ts';
import { type DeployableName, deployableFunctions } from '../functions/all.ts';
import { compilerMemoryMB } from '../functions/without-routes.ts';
import { copyNativeFiles, nativeArchitecture } from '../native-files.ts';
import { roleNameOf, rolePathOf } from '../stage-names.ts';
import { acknowledge } from './acknowledge.ts';
import { createLiveAlias } from './gradual-deployment.ts';
import { policyStatementsOf, type Resources } from './policy-statements.ts';
import { maxRunAge } from './schedule.ts';
import { createSelfCheck } from './self-check.ts';

/**
 * Makes a Lambda function of its definition in lib/functions. policy-statements.ts makes its permissions, gradual-deployment.ts moves calls to a new
 * version, self-check.ts makes a second function, which has the same code and role and tries each right before that. esbuild's options are in lib/bundle.ts.
 */

/** The resources and settings that all functions of a stage share. */
export type FunctionContext = {
  readonly resources: Resources;
  readonly variables: Settings;
  readonly logRetentionDays: number;
  readonly stage: string;
  /**
   * The stage's setting: each writing call is allowed in all partitions that the function writes to. IAM needs that if it judges a transaction as a
   * whole (docs/decisions/0017).
   */
  readonly widePolicies: boolean;
  /** The stage's setting: a deployment goes on even if the self-check finds that IAM refuses a right. */
  readonly onlyTellRefusedRights: boolean;
  /** Whether all calls move to a new version at once, and none back. */
  readonly allAtOnce: boolean;
  /** The topic of alarms. */
  readonly notify: ITopic;
};

/** A function. Its logs and metrics cover all its versions. Callers must call its alias `live`. */
export type DeployedFunction = LambdaFunction & { readonly live: IFunction };

export type Sizing = {
  readonly memoryMB: number;
  readonly timeout: Duration;
  /** Dead-letter queue of asynchronous invocations, for functions that a schedule starts. */
  readonly deadLetterQueue?: IQueue;
  /** Retries of an asynchronous invocation (default: two, within two hours). */
  readonly retries?: { readonly maxEventAge: Duration; readonly retryAttempts: number };
  /** Whether it may send messages to its own queue. By default Lambda stops a function that does so again and again. */
  readonly mayCallItself?: boolean;
};

const projectRoot = join(import.meta.dirname, '..', '..');

/** Creates a function's role. It is explicit, since the role that CDK would make may write to every log of the account. */
function createRole(
  scope: Construct,
  id: string,
  name: DeployableName,
  stage: string,
  statements: PolicyStatement[],
): Role {
  return new Role(scope, id, {
    path: rolePathOf(stage),
    roleName: roleNameOf(stage, name),
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What the function "${name}" may do`,
    ...(statements.length === 0 ? {} : { inlinePolicies: { area: new PolicyDocument({ statements }) } }),
  });
}

/** Creates one of lib/functions as a Lambda function: its bundle, permissions and environment follow from its definition there. */
export function createFunction(
  scope: Construct,
  name: DeployableName,
  context: FunctionContext,
  {
    memoryMB,
    timeout,
    deadLetterQueue,
    retries = { maxEventAge: maxRunAge, retryAttempts: 2 },
    mayCallItself = false,
  }: Sizing,
): DeployedFunction {
  const { stage, widePolicies } = context;
  const { entry, ...access } = deployableFunctions[name];
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: context.logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const statements = policyStatementsOf(access, context.resources, widePolicies);
  const role = createRole(scope, `${id}Role`, name, stage, statements);
  logGroup.grantWrite(role);

  const environment = environmentOf(name, context.variables);
  const architecture = architectureOf(scope, name);
  // Only `render` reads files beside its bundle.
  const addFiles = name === 'render' ? copyNativeFiles : () => {};
  const lambdaFunction = new LambdaFunction(scope, id, {
    description: `Leadership Next: ${name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture,
    handler: 'index.handler',
    code: codeOf(scope, [{ entry, file: 'index.mjs' }], addFiles),
    memorySize: memoryMB,
    timeout,
    environment: { ...environment, NODE_OPTIONS: nodeOptionsOf(memoryMB) },
    role,
    logGroup,
    ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
    ...(mayCallItself ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
  });
  acknowledgeFolders(role, context.resources);
  const selfCheck = createSelfCheck(lambdaFunction, {
    name,
    access,
    widePolicies,
    onlyTellRefusedRights: context.onlyTellRefusedRights,
    code: codeOf(
      scope,
      [
        { entry: join('lib', 'self-check', 'handler.ts'), file: 'index.mjs' },
        { entry, file: 'checked.mjs' },
      ],
      addFiles,
    ),
    architecture,
    role,
    logGroup,
    environment,
  });
  const live = createLiveAlias(lambdaFunction, {
    stage,
    notify: context.notify,
    selfCheck,
    allAtOnce: context.allAtOnce,
    // Only a function with a dead-letter queue is invoked asynchronously, so only it has retries.
    invocations: deadLetterQueue === undefined ? {} : retries,
  });
  return Object.assign(lambdaFunction, { live });
}

/** A source file that exports a handler (`entry`), and the file that it is bundled into. */
type Bundled = { readonly entry: string; readonly file: string };

/** A function's bundles, or a placeholder if bundling is off (tests, `cdk list`). */
function codeOf(
  scope: Construct,
  bundles: readonly [Bundled, ...Bundled[]],
  addFiles: (outputDirectory: string) => void,
): Code {
  if (!Stack.of(scope).bundlingRequired) return Code.fromInline('export const handler = undefined;');
  const [{ entry }] = bundles;
  return Code.fromAsset(dirname(join(projectRoot, entry)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: the local bundling below succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      // Never run. But the CDK reuses an asset if the source folder is the same and these options are equal as JSON, which leaves out `tryBundle`.
      // Without the entries in the options, two entries of one folder would get the same bundle.
      command: ['esbuild', ...bundles.map((bundle) => bundle.entry)],
      local: {
        tryBundle(outputDirectory) {
          for (const { entry: from, file } of bundles) {
            buildSync({
              ...bundleOptions(join(projectRoot, from), join(outputDirectory, file)),
              absWorkingDir: projectRoot,
            });
          }
          addFiles(outputDirectory);
          return true;
        },
      },
    },
  });
}

/**
 * Options of Node.js. All functions use the source maps beside their bundles. A function that counts gets a small young generation of the heap: a count makes
 * many objects that live for one line of the journal, and with the default size it would take a third more memory and no less time. `render`, which has as
 * much memory as the functions that count, gets this too.
 */
const nodeOptionsOf = (memoryMB: number): string =>
  memoryMB === compilerMemoryMB ? '--enable-source-maps --max-semi-space-size=8' : '--enable-source-maps';

/** arm64. Only `render` gets x64 if it is bundled on a machine that has Typst's native package for x64 alone (`nativeArchitecture`). */
function architectureOf(scope: Construct, name: DeployableName): Architecture {
  const isNative = name === 'render' && Stack.of(scope).bundlingRequired;
  return isNative && nativeArchitecture() === 'x64' ? Architecture.X86_64 : Architecture.ARM_64;
}

/**
 * Suppresses cdk-nag's finding IAM5 (wildcards) on folders: the names of the files in them are not known at deployment, so the permission ends in a
 * wildcard.
 */
function acknowledgeFolders(
  role: Role,
  { snapshotBucket, stateBucket, packBucket, siteBucket, region }: Resources,
): void {
  const findingOf = (bucket: IBucket, files: string) => {
    // The id of the finding contains the export name of a bucket in another stack.
    const { 'Fn::ImportValue': name } = role.stack.resolve(bucket.stack.exportValue(bucket.bucketArn));
    return `IAM5[Resource::${name}/${files}]`;
  };
  acknowledge(role, {
    [`IAM5[Resource::arn:aws:cloudwatch:${region}:<AWS::AccountId>:alarm:*]`]:
      'Alarms are listed, which IAM allows for all of them or none.',
    [findingOf(snapshotBucket, folders.published)]:
      'The files of one folder; each is written once and never again.',
    [findingOf(snapshotBucket, folders.digests)]:
      'The files of one folder; each is written once and never again.',
    [findingOf(stateBucket, folders.state)]:
      'The files of one folder, which no person and no other area can read.',
    [findingOf(stateBucket, folders.monthFiles)]:
      'The files of one folder, which no person and no area but the preview can read.',
    [findingOf(packBucket, folders.packs)]:
      'The encrypted packs of handovers, of which a day later nothing is left.',
    [findingOf(siteBucket, folders.voice)]:
      'The recordings of one folder, each named by its hash. They are public.',
    [findingOf(siteBucket, folders.voiceWaiting)]:
      'The recordings of one folder, each named by its hash, which the site does not serve.',
    [findingOf(stateBucket, folders.count)]:
      'The files of one folder, which only the functions of a count in shards can read.',
  });
}
