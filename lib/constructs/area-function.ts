import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage, type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';
import { allFunctions, type FunctionName } from '../areas.ts';
import { layBeside, nativeArchitecture } from '../beside.ts';
import { bundleOptions } from '../bundle.ts';
import { environmentOf, type Settings } from '../environment.ts';
import { acknowledge } from './acknowledge.ts';
import { folders, type Resources, statementsOf } from './rights.ts';
import { runAge } from './schedule.ts';

/** What a function of this stage finds around it. */
export type Surroundings = {
  readonly resources: Resources;
  readonly variables: Settings;
  readonly logRetentionDays: number;
  /** The path of the functions' roles. */
  readonly rolePath: string;
};

export type Sizing = {
  readonly memoryMB: number;
  readonly timeout: Duration;
  /** The dead-letter queue of asynchronous invocations, for functions that a schedule starts. */
  readonly deadLetterQueue?: IQueue;
  /** How such an event is tried: for two hours, and twice after a failure. */
  readonly tried?: { readonly maxEventAge: Duration; readonly retryAttempts: number };
};

const projectRoot = join(import.meta.dirname, '..', '..');

/** The only way a function of ours is made: its bundle, its rights and its settings all follow from lib/areas.ts. */
export function createFunction(
  scope: Construct,
  name: FunctionName,
  { resources, variables, logRetentionDays, rolePath }: Surroundings,
  { memoryMB, timeout, deadLetterQueue, tried = { maxEventAge: runAge, retryAttempts: 2 } }: Sizing,
): LambdaFunction {
  const { entry, ...access } = allFunctions[name];
  const id = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const statements = statementsOf(access, resources);
  // A role of our own: the one that Lambda's construct makes may write to every log of the account.
  const role = new Role(scope, `${id}Role`, {
    path: rolePath,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `What the function "${name}" may do`,
    ...(statements.length === 0 ? {} : { inlinePolicies: { area: new PolicyDocument({ statements }) } }),
  });
  logGroup.grantWrite(role);

  const created = new LambdaFunction(scope, id, {
    description: `Leadership Next: ${name}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: architectureOf(scope, name),
    handler: 'index.handler',
    code: codeOf(scope, name, entry),
    memorySize: memoryMB,
    timeout,
    environment: environmentOf(name, variables),
    role,
    logGroup,
    ...(deadLetterQueue === undefined ? {} : { deadLetterQueue, ...tried }),
  });
  acknowledgeFolders(role, resources);
  return created;
}

/** The function's bundle, or a placeholder where nothing is to be bundled (tests, `cdk list`). */
function codeOf(scope: Construct, name: FunctionName, entry: string): Code {
  if (!Stack.of(scope).bundlingRequired) return Code.fromInline('export const handler = undefined;');
  const file = join(projectRoot, entry);
  return Code.fromAsset(dirname(file), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: the bundling below succeeds or throws.
      image: DockerImage.fromRegistry('none'),
      // The CDK reuses an asset with the same source folder and the same options as JSON, where `tryBundle` does not show:
      // the entry must stand among them, or two entries of one folder would get one bundle.
      command: ['esbuild', entry],
      local: {
        tryBundle(outputDirectory) {
          buildSync({
            ...bundleOptions(file, join(outputDirectory, 'index.mjs')),
            absWorkingDir: projectRoot,
          });
          if (name === 'render') layBeside(outputDirectory);
          return true;
        },
      },
    },
  });
}

/** arm64, but for a native package of which only this machine's own build can be had. */
function architectureOf(scope: Construct, name: FunctionName): Architecture {
  const isNative = name === 'render' && Stack.of(scope).bundlingRequired;
  return isNative && nativeArchitecture() === 'x64' ? Architecture.X86_64 : Architecture.ARM_64;
}

/** A right on files ends in a wildcard, since a file's name is its month and version. */
function acknowledgeFolders(role: Role, { snapshotBucket, stateBucket }: Resources): void {
  const folder = (bucket: IBucket, files: string) => {
    // The finding is named after the export by which one stack learns of another's bucket.
    const { 'Fn::ImportValue': name } = role.stack.resolve(bucket.stack.exportValue(bucket.bucketArn));
    return `IAM5[Resource::${name}/${files}]`;
  };
  acknowledge(role, {
    [folder(snapshotBucket, folders.published)]:
      'The files of one folder; each is written once and never again.',
    [folder(snapshotBucket, folders.seals)]: 'The files of one folder; each is written once and never again.',
    [folder(stateBucket, folders.state)]:
      'The files of one folder, which no person and no other area can read.',
  });
}
