import {
  CfnOutput,
  CfnResource,
  Duration,
  RemovalPolicy,
  Stack,
  type StackProps,
  Validations,
} from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { acknowledge } from './constructs/acknowledge.ts';
import { passwordPolicy } from './password-policy.ts';
import { neutralName } from './stage-names.ts';
import type { StageSettings } from './stage-settings.ts';
import type { WebStack } from './web-stack.ts';

/** The same as in local/identity/provider-configuration.ts and web/src/session/provider-session.ts. */
const providerSessionMinutes = 15;

/** Why Cognito's threat protection is off. */
const withoutRiskScores =
  'Each sign-in needs a second factor already, phones sign in by SRP, which it does not check, and it would keep where survivors sign in from.';

export type IdentityStackProps = { readonly settings: StageSettings; readonly web: WebStack };

/**
 * Sign-in. A user is a sign-in name of two random words: the pool has no person's name, telephone number or e-mail address. What a password must have
 * is in password-policy.ts.
 */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  readonly client: UserPoolClient;
  /** The `iss` of its tokens. */
  readonly issuer: string;

  constructor(scope: Construct, id: string, { settings, web }: IdentityStackProps, props: StackProps) {
    super(scope, id, props);
    this.userPool = new UserPool(this, 'People', {
      // Authenticator apps may show it.
      userPoolName: `${neutralName}-${settings.stage}`,
      selfSignUpEnabled: false,
      // The username is two words, such as `riverlamp` (functions/areas/people/random-names-and-passwords.ts). Cognito lets neither it nor the aliases change.
      // Nobody has a preferred username: docs/decisions/0041-words-for-the-telephone.md says why.
      signInAliases: { username: true, preferredUsername: true },
      signInCaseSensitive: false,
      // No recovery by mail or telephone, since we hold neither: the administrator gives a new temporary
      // password.
      accountRecovery: AccountRecovery.NONE,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        ...passwordPolicy,
        passwordHistorySize: 5,
        // As in functions/shared/sign-ins/first-password-days.ts.
        tempPasswordValidity: Duration.days(3),
      },
      // Without threat protection: docs/decisions/0088-sign-in-without-risk-scores.md.
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.userPool, { COG8: withoutRiskScores });
    this.userPool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: web.signInPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });

    this.client = this.userPool.addClient('WebClient', {
      userPoolClientName: 'web',
      generateSecret: false,
      // Secure remote password, for a sign-in screen of our own in Telugu.
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${web.siteAddress}/signed-in`, `${web.siteAddress}/reports.html`],
        logoutUrls: ['/', '/reports.html', '/away.html'].map((path) => `${web.siteAddress}${path}`),
      },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      // On a bad line the answer with the new token may be lost, so the old one works for another minute.
      refreshTokenRotationGracePeriod: Duration.seconds(60),
      // Only these attributes: another that a person can write could hold a name.
      readAttributes: new ClientAttributes().withStandardAttributes({
        preferredUsername: true,
        locale: true,
      }),
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: this.userPool.userPoolId,
      clientId: this.client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    this.limitProviderSession();
    this.issuer = `https://cognito-idp.${this.region}.${this.urlSuffix}/${this.userPool.userPoolId}`;

    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'ClientId', { value: this.client.userPoolClientId });
    new CfnOutput(this, 'SignInAddress', { value: web.signInAddress });
  }

  /**
   * The cookie of managed login signs somebody in without a password. This limits it to the time for which a desk stays open without a touch
   * (docs/decisions/0020-phone-unlock.md). Cognito’s default is an hour. The CDK has no construct for these resources yet.
   */
  private limitProviderSession(): void {
    const { userPoolId } = this.userPool;
    const tracking = new CfnResource(this, 'SessionTracking', {
      type: 'AWS::Cognito::UserPoolSessionConfigurationAttachment',
      properties: {
        UserPoolId: userPoolId,
        // Without it the limit has no effect.
        UserSessionTracking: 'ENABLED',
        // Cognito’s default, which cannot be left out.
        TokenSession: { MaxPerUser: 20 },
      },
    });
    const limit = new CfnResource(this, 'SessionLimit', {
      type: 'AWS::Cognito::UserPoolClientSessionConfigurationAttachment',
      properties: {
        UserPoolId: userPoolId,
        ClientId: this.client.userPoolClientId,
        SSOSession: { MaxValidityMinutes: providerSessionMinutes },
      },
    });
    limit.addDependency(tracking);
    for (const resource of [tracking, limit]) {
      Validations.of(resource).acknowledge({
        id: 'CloudFormation-Validate::F3006',
        reason: 'CloudFormation documents this type; this release of the CDK does not know it yet.',
      });
    }
  }
}
