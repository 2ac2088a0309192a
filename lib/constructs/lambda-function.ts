import { join } from 'node:path';
import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type IFunction,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { environmentOf, type Settings } from '../environment.ts';
import { type DeployableName, deployableFunctions } from '../functions/all.ts';
import { compilerMemoryMB } from '../functions/without-routes.ts';
import { copyNativeFiles, nativeArchitecture } from '../native-files.ts';
import { roleNameOf, rolePathOf } from '../stage-names.ts';
import { acknowledgeFolders } from './acknowledge-folders.ts';
import { codeOf } from './function-code.ts';
import { createLiveAlias } from './gradual-deployment.ts';
import { policyStatementsOf } from './policy-statements.ts';
import type { Resources } from './right-statements.ts';
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
