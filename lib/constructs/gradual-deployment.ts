import { createHash } from 'node:crypto';
import { type CfnResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { EventInvokeConfigOptions, IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { rolePathOf, trafficRoleOf } from '../stage-names.ts';
import { acknowledge } from './acknowledge.ts';
import { cfnResourceOf } from './cfn-resource.ts';

/** Moves calls step by step to a function's new version, and back if it logs faults. */

/** The name of the alias that all callers call. It stands for one version of the function, or for two while a deployment moves calls to the next. */
const liveName = 'live';

/**
 * A deployment takes ten minutes. In each of them a further tenth of the calls goes to the new version, so it gets about half of all calls while it is
 * watched. A canary of a tenth alone would get none of the few calls that there are in a minute.
 */
const shift = LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE;

type ReleaseProps = { readonly stage: string; readonly notify: ITopic };

/** The functions of a stack are one release: while their calls move to new versions, they share one application of CodeDeploy and one alarm. */
class Release extends Construct {
  readonly application: LambdaApplication;
  /** The role with which CodeDeploy moves the aliases of the stack's functions and reads the alarm. */
  readonly role: IRole;
  /** If it goes off, CodeDeploy stops the deployment and moves the calls back. */
  readonly alarm: Alarm;
  /** A new name for each release, so that faults which an older version still logs don't count for this one. */
  readonly metricName: string;
  readonly #functions: LambdaFunction[] = [];
  /** The permission to move the aliases of `#functions`. */
  readonly #moving = new PolicyStatement({
    actions: ['lambda:GetAlias', 'lambda:GetProvisionedConcurrencyConfig', 'lambda:UpdateAlias'],
  });

  constructor(stack: Stack, id: string, { stage, notify }: ReleaseProps) {
    super(stack, id);
    this.role = this.createRole(stage);
    this.application = new LambdaApplication(this, 'Application');
    // Known only at synthesis, when all functions are added.
    this.metricName = Lazy.string({ produce: () => `NewFaults-${this.#hashVersions()}` });
    this.alarm = new Alarm(this, 'Alarm', {
      metric: new Metric({
        namespace: Stack.of(this).stackName,
        metricName: this.metricName,
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
      alarmDescription:
        'A version that was deployed last has failed. Within ten minutes of its deployment its functions have gone back to the version before by ' +
        'themselves, and the deployment says that it failed. Later nothing goes back: the alarm of the function says what people lose.',
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.alarm.addAlarmAction(new SnsAction(notify));
    // Each release gets a new alarm under a name of its own. If it kept the old alarm and its state, a release that mends a fault would be stopped by
    // that fault.
    // Its id is computed anew each time that CDK asks, since CDK may ask before all functions are added.
    const resource = cfnResourceOf(this.alarm);
    const name = Stack.of(this).getLogicalId(resource);
    resource.overrideLogicalId(Lazy.uncachedString({ produce: () => `${name}${this.#hashVersions()}` }));
  }

  add(lambda: LambdaFunction): void {
    this.#functions.push(lambda);
    this.#moving.addResources(lambda.functionArn);
  }

  private createRole(stage: string): IRole {
    const role = new Role(this, 'Role', {
      path: rolePathOf(stage),
      roleName: trafficRoleOf(Stack.of(this).stackName),
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: 'Moves the calls of functions from one version to the next, and back',
      inlinePolicies: {
        traffic: new PolicyDocument({
          statements: [
            this.#moving,
            new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }),
          ],
        }),
      },
    });
    acknowledge(role, {
      'IAM5[Resource::*]':
        'AWS’s own policy for CodeDeploy allows this on all alarms too. AWS does not say whether less would do.',
    });
    // CDK would add AWS's own policy, which also reads every file of the account and publishes to every topic.
    return role.withoutPolicyUpdates();
  }

  /** A hash of the versions of all functions, in eight digits. A version's logical id follows from the function's code and settings. */
  #hashVersions(): string {
    const stack = Stack.of(this);
    const ids = this.#functions.map(({ currentVersion }) =>
      stack.resolve(cfnResourceOf(currentVersion).logicalId),
    );
    return createHash('sha256').update(JSON.stringify(ids)).digest('hex').slice(0, 8);
  }
}

/** The release of a stack; the first function makes it. */
function releaseOf(scope: Construct, props: ReleaseProps): Release {
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild('Release');
  return existing instanceof Release ? existing : new Release(stack, 'Release', props);
}

/**
 * Creates a function's alias `live`. In a deployment CodeDeploy moves it to the new version in ten minutes, and back as soon as any new
 * version of the same stack logs a fault.
 */
export function createLiveAlias(
  lambda: LambdaFunction,
  {
    invocations,
    selfCheck,
    allAtOnce,
    ...props
  }: ReleaseProps & {
    readonly invocations: EventInvokeConfigOptions;
    /** Succeeds if the function has all its rights. No call goes to the new version before that. */
    readonly selfCheck: CfnResource;
    /** Whether all calls move to a new version at once, and never back. */
    readonly allAtOnce: boolean;
  },
): IFunction {
  const release = releaseOf(lambda, props);
  release.add(lambda);
  const { version } = lambda.currentVersion;
  const faults = new CfnMetricFilter(lambda, 'NewFaults', {
    logGroupName: lambda.logGroup.logGroupName,
    filterPattern: `{ $.level = "error" && $.version = "${version}" }`,
    metricTransformations: [
      {
        metricNamespace: Stack.of(lambda).stackName,
        metricName: release.metricName,
        metricValue: '1',
      },
    ],
  });
  const alias = lambda.addAlias(liveName, invocations);
  const group = new LambdaDeploymentGroup(lambda, 'Traffic', {
    application: release.application,
    alias,
    role: release.role,
    deploymentConfig: allAtOnce ? LambdaDeploymentConfig.ALL_AT_ONCE : shift,
    alarms: allAtOnce ? [] : [release.alarm],
    autoRollback: { failedDeployment: true, stoppedDeployment: true, deploymentInAlarm: !allAtOnce },
  });
  // The new version must be watched, and the self-check done, before the first call goes to it. The alias may depend on the group: in the template the
  // alias names the group, and the group does not name the alias.
  cfnResourceOf(alias).addResourceDependency(faults);
  cfnResourceOf(alias).addResourceDependency(cfnResourceOf(group));
  cfnResourceOf(alias).addResourceDependency(selfCheck);
  // CDK's classes do not compile under exactOptionalPropertyTypes, although this is an IFunction.
  const live: unknown = alias;
  return live as IFunction;
}
