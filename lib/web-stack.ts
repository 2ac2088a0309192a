import { Aws, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  GeoRestriction,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BucketEncryption, CfnBucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { minimumCompressionBytes } from './compression.ts';
import { acknowledge } from './constructs/acknowledge.ts';
import { cfnResourceOf } from './constructs/cfn-resource.ts';
import { webLogFolder } from './constructs/data-buckets.ts';
import { createEdgeFunction, createHeaders } from './constructs/edge.ts';
import { createPrivateBucket } from './constructs/private-bucket.ts';
import type { DataStack } from './data-stack.ts';
import { pagePolicy, recordingHeaders, siteDataClearing } from './page-policy.ts';
import { neutralName } from './stage-names.ts';
import type { StageSettings } from './stage-settings.ts';

/** The API's only stage, as the web distribution's origin names it. Callers never see its name. */
export const apiStageName = 'live';
/** The header with the secret by which the web distribution proves itself to the API's firewall. */
export const doorHeader = 'x-front-door';
/** The header in which the web distribution passes the viewer's address. lib/edge/name-viewer.js sets it. */
export const viewerHeader = 'x-viewer-address';

/**
 * Turns off CloudFront's cache of errors. It keeps an error for ten seconds by path alone, whatever `no-store` says, so the next
 * caller would get another person's error.
 */
const uncachedErrors = [500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) }));

/** The web client's folder in its bucket. */
export const pagesFolder = 'site';

export type WebStackProps = { readonly settings: StageSettings; readonly data: DataStack };

/**
 * The distribution, the site's address, and the REST API without its routes. The routes are in the stacks `routes` and `api`. In one stack there would be a
 * cycle: the distribution needs the API's id, the sign-in needs the distribution's address, and the API's authorizer needs the sign-in.
 */
export class WebStack extends Stack {
  readonly restApi: CfnRestApi;
  readonly restApiName: string;
  readonly webBucket: IBucket;
  readonly distribution: Distribution;
  /** The secret that the distribution sends, so that the firewall admits nobody else. */
  readonly doorSecret: Secret;
  /** `https://…`, without a trailing slash. */
  readonly siteAddress: string;
  /** The prefix of Cognito's domain for sign-in. */
  readonly signInPrefix: string;
  /** The full address of sign-in. */
  readonly signInAddress: string;

  readonly #pages: IOrigin;
  /** Made by the first call of `apiBehavior`. */
  #apiBehavior: BehaviorOptions | undefined;

  constructor(scope: Construct, id: string, { settings, data }: WebStackProps, props: StackProps) {
    super(scope, id, props);
    // The browser's history shows this prefix, so it is neutral.
    this.signInPrefix = `${neutralName}-${settings.stage}-${Aws.ACCOUNT_ID}`;
    this.signInAddress = `https://${this.signInPrefix}.auth.${this.region}.amazoncognito.com`;

    this.restApiName = `${neutralName}-${settings.stage}`;
    this.restApi = new CfnRestApi(this, 'RestApi', {
      name: this.restApiName,
      description: 'Routes and functions: see the stack "api"',
      endpointConfiguration: { types: ['REGIONAL'] },
      minimumCompressionSize: minimumCompressionBytes,
    });
    acknowledge(this.restApi, {
      APIG2:
        'The functions validate with the zod schemas that the OpenAPI document is made from; models here would be a ' +
        'second definition, and their answers would not name the field.',
    });
    this.doorSecret = new Secret(this, 'DoorSecret', {
      description: 'What CloudFront says to the API, so that the firewall lets nobody else in',
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    acknowledge(this.doorSecret, {
      SMG4:
        'Opens nothing by itself: a caller still needs a token. Distribution and firewall must learn of a new one ' +
        'together, which a timer cannot see to.',
    });

    this.webBucket = createPrivateBucket(this, 'Web', {
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(90) }],
    });
    // Set on the CloudFormation resource: CDK's own property would let S3 write logs of anybody's buckets into the log bucket.
    const resource = cfnResourceOf(this.webBucket);
    if (!(resource instanceof CfnBucket)) {
      throw new Error('The bucket of the pages has no resource to set its log on.');
    }
    resource.loggingConfiguration = {
      destinationBucketName: data.logBucket.bucketName,
      logFilePrefix: webLogFolder,
    };
    this.#pages = S3BucketOrigin.withOriginAccessControl(this.webBucket, { originPath: `/${pagesFolder}` });
    // Uses the fields that were set above.
    this.distribution = this.createDistribution(settings, data);
    this.siteAddress = `https://${settings.domain?.name ?? this.distribution.domainName}`;

    new CfnOutput(this, 'SiteAddress', { value: this.siteAddress });
    new CfnOutput(this, 'WebBucketName', { value: this.webBucket.bucketName });
    new CfnOutput(this, 'DistributionId', { value: this.distribution.distributionId });
  }

  private createDistribution(settings: StageSettings, data: DataStack): Distribution {
    const { domain } = settings;
    const distribution = new Distribution(this, 'Distribution', {
      comment: `${neutralName} ${settings.stage}`,
      defaultBehavior: this.pagesBehavior(data),
      additionalBehaviors: {
        '/api': this.apiBehavior(),
        '/api/*': this.apiBehavior(),
        [siteDataClearing.path]: this.siteDataClearingBehavior(),
        '/voice/*': this.recordingsBehavior(),
      },
      defaultRootObject: 'index.html',
      errorResponses: uncachedErrors,
      geoRestriction: GeoRestriction.allowlist(...settings.countries),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // The cheapest class with CloudFront's locations in India and Japan.
      priceClass: PriceClass.PRICE_CLASS_200,
      ...(domain === undefined
        ? {}
        : {
            domainNames: [domain.name],
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
          }),
    });
    acknowledge(distribution, {
      CFR2:
        'The web ACL stands at the API, in the region of the data, and lets in only what comes through here. The rest ' +
        'are public static files. One here would have to live in us-east-1.',
      CFR3:
        'Its logs would name address and device of survivors beside the records they opened. API Gateway logs each ' +
        'call without them, CloudTrail each access to data.',
      ...(domain === undefined
        ? {
            CFR4: 'The certificate of cloudfront.net fixes the protocol; with a domain of one’s own it is TLS 1.2.',
          }
        : {}),
    });
    return distribution;
  }

  private pagesBehavior(data: DataStack): BehaviorOptions {
    const policy = pagePolicy([
      this.signInAddress,
      `https://${data.snapshotBucket.bucketRegionalDomainName}`,
    ]);
    return {
      origin: this.#pages,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: createHeaders(this, 'PageHeaders', policy),
      functionAssociations: [createEdgeFunction(this, 'FindPage', 'find-page')],
    };
  }

  /** The page that clears what a browser keeps of this site. Its header `Clear-Site-Data` does that, and its policy allows nothing else on it. */
  private siteDataClearingBehavior(): BehaviorOptions {
    return {
      origin: this.#pages,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: createHeaders(this, 'ClearingHeaders', "default-src 'none'", {
        [siteDataClearing.header]: siteDataClearing.value,
        'cache-control': 'no-store',
      }),
    };
  }

  /** Recordings of the voice. They are beside the folder of the pages, so that the function which writes them can't write a page. */
  private recordingsBehavior(): BehaviorOptions {
    return {
      origin: S3BucketOrigin.withOriginAccessControl(this.webBucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: createHeaders(
        this,
        'RecordingHeaders',
        recordingHeaders['content-security-policy'],
      ),
    };
  }

  /** The API's behavior, shared by the paths `/api` and `/api/*`. */
  private apiBehavior(): BehaviorOptions {
    this.#apiBehavior ??= {
      origin: new HttpOrigin(`${this.restApi.ref}.execute-api.${this.region}.${this.urlSuffix}`, {
        originPath: `/${apiStageName}`,
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        // A dynamic reference: the template does not contain the secret.
        customHeaders: { [doorHeader]: this.doorSecret.secretValue.unsafeUnwrap() },
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: createHeaders(
        this,
        'CallHeaders',
        "default-src 'none'; frame-ancestors 'none'",
        {
          'cache-control': 'no-store',
        },
      ),
      functionAssociations: [createEdgeFunction(this, 'NameViewer', 'name-viewer')],
    };
    return this.#apiBehavior;
  }
}
