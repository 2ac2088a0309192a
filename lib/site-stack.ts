import { ArnFormat, CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  BucketDeployment,
  type BucketDeploymentProps,
  CacheControl,
  type ISource,
  Source,
} from 'aws-cdk-lib/aws-s3-deployment';
import type { Construct } from 'constructs';
import { acknowledge } from './constructs/acknowledge.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { StageSettings } from './stage-settings.ts';
import { markAsTraining } from './training.ts';
import { pagesFolder, type WebStack } from './web-stack.ts';

export type SiteStackProps = {
  readonly settings: StageSettings;
  readonly web: WebStack;
  readonly identity: IdentityStack;
  /** The directory of the built web client. */
  readonly webClient: string;
};

/** The last words of a deployment: what to do next. */
const nextStep = ({ stage, alarmEmail }: StageSettings, siteAddress: string): string =>
  `If this was the first deployment: open the mail that came to ${alarmEmail} and confirm it, then run ` +
  `"npm run first-people -- --stage ${stage}" with both people beside you (docs/deploy.md). If it was an update: sign in at ${siteAddress}; ` +
  'nothing else is to be done.';

/** Languages of Cognito's managed login. Telugu is not available. */
const signInLanguages = ['en', 'ja'];

/**
 * The deployed web client. First the release's assets are uploaded (they are in a folder of their own), then the pages that refer to them. Old assets
 * stay, since a phone that was offline for weeks still requests them.
 */
export class SiteStack extends Stack {
  readonly #web: WebStack;
  readonly #role: Role;
  readonly #logGroup: LogGroup;

  constructor(
    scope: Construct,
    id: string,
    { settings, web, identity, webClient }: SiteStackProps,
    props: StackProps,
  ) {
    super(scope, id, props);
    this.#web = web;
    this.#logGroup = new LogGroup(this, 'Log', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#role = this.createRole();

    const client = this.bindSource(Source.asset(settings.training ? markAsTraining(webClient) : webClient));
    const config = this.bindSource(Source.jsonData('config.json', describeStage(settings, web, identity)));
    const assets = this.deploy('Assets', {
      sources: [client],
      // Only the assets.
      exclude: ['*'],
      include: ['assets/*'],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const pages = this.deploy('Pages', {
      sources: [client, config],
      // All files except the assets and hidden files.
      exclude: ['assets/*', '.*'],
      cacheControl: [CacheControl.noCache()],
      distribution: web.distribution,
      distributionPaths: ['/*'],
    });
    pages.node.addDependency(assets);
    new CfnOutput(this, 'NextStep', { value: nextStep(settings, web.siteAddress) });
    for (const construct of this.node.children) {
      if (construct.node.id.startsWith('Custom::CDKBucketDeployment')) {
        acknowledge(construct, {
          L1: 'The CDK chooses the runtime of its own function, and renews it with its releases.',
        });
      }
    }
  }

  /** The role that uploads. The role that BucketDeployment would make could read and write whole buckets and change every distribution. */
  private createRole(): Role {
    const { webBucket, distribution } = this.#web;
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Puts the web client into its bucket while the stacks are deployed',
    });
    const files = webBucket.arnForObjects(`${pagesFolder}/*`);
    const distributionArn = this.formatArn({
      service: 'cloudfront',
      region: '',
      resource: 'distribution',
      resourceName: distribution.distributionId,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [files] }));
    role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [webBucket.bucketArn] }));
    role.addToPolicy(
      new PolicyStatement({
        actions: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
        resources: [distributionArn],
      }),
    );
    this.#logGroup.grantWrite(role);
    // The id of the finding contains the export name of the bucket, which is in another stack.
    const { 'Fn::ImportValue': bucket } = this.resolve(webBucket.stack.exportValue(webBucket.bucketArn));
    acknowledge(role, {
      [`IAM5[Resource::${bucket}/${pagesFolder}/*]`]:
        'The files of the web client, whose names come from their hashes. They are public.',
    });
    return role;
  }

  /**
   * Binds an asset to upload, and allows the role to read this asset and no other. BucketDeployment gets the bound asset: if it bound the source itself, it
   * would allow the role to read the whole bucket of assets.
   */
  private bindSource(source: ISource): ISource {
    const bound = source.bind(this, { handlerRole: this.#role.withoutPolicyUpdates() });
    this.#role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetObject'],
        resources: [bound.bucket.arnForObjects(bound.zipObjectKey)],
      }),
    );
    return { bind: () => bound };
  }

  private deploy(id: string, props: Omit<BucketDeploymentProps, 'destinationBucket'>): BucketDeployment {
    const deployment = new BucketDeployment(this, id, {
      destinationBucket: this.#web.webBucket,
      destinationKeyPrefix: pagesFolder,
      prune: false,
      memoryLimit: 512,
      role: this.#role.withoutPolicyUpdates(),
      logGroup: this.#logGroup,
      ...props,
    });
    // The role's policy must exist before the deployment uses it.
    deployment.node.addDependency(this.#role);
    return deployment;
  }
}

/** The web client's config.json: where to sign in, and the numbers to call (web/src/session/config.ts). */
const describeStage = (
  { coordinatorPhone, auditorPhone }: StageSettings,
  { signInAddress }: WebStack,
  { client }: IdentityStack,
) => {
  const clientId = client.userPoolClientId;
  return {
    clientId,
    authorize: `${signInAddress}/oauth2/authorize`,
    token: `${signInAddress}/oauth2/token`,
    revoke: `${signInAddress}/oauth2/revoke`,
    signOut: `${signInAddress}/logout?client_id=${clientId}`,
    speaks: signInLanguages,
    ...(coordinatorPhone === undefined ? {} : { coordinatorPhone }),
    ...(auditorPhone === undefined ? {} : { auditorPhone }),
  };
};
