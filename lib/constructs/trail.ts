import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export type TrailProps = {
  readonly name: string;
  readonly logBucket: IBucket;
  /** Tables of which every access to an item is recorded. */
  readonly tableArns: readonly string[];
  /** Beginnings of the ARNs of files of which every access is recorded. */
  readonly fileArns: readonly string[];
  /** The same of files of which only writing and deleting is. */
  readonly writtenFileArns: readonly string[];
};

const folder = 'trail';

/** Who changed the set-up, in any region, who used a key, and who reached an item or a file; keys are ids, so that it holds no name. */
export function createTrail(scope: Construct, props: TrailProps): CfnTrail {
  const { name, logBucket, tableArns, fileArns, writtenFileArns } = props;
  const trailArn = Stack.of(scope).formatArn({
    service: 'cloudtrail',
    resource: 'trail',
    resourceName: name,
  });
  const deliver = (action: string, resource: string, more: Record<string, string> = {}) =>
    logBucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: [action],
        resources: [resource],
        conditions: { StringEquals: { 'aws:SourceArn': trailArn, ...more } },
      }),
    ).policyDependable;
  const policies = [
    deliver('s3:GetBucketAcl', logBucket.bucketArn),
    deliver('s3:PutObject', logBucket.arnForObjects(`${folder}/AWSLogs/${Stack.of(scope).account}/*`), {
      's3:x-amz-acl': 'bucket-owner-full-control',
    }),
  ];
  const files = { field: 'resources.type', equalTo: ['AWS::S3::Object'] };
  const data = { field: 'eventCategory', equalTo: ['Data'] };
  const trail = new CfnTrail(scope, 'Trail', {
    trailName: name,
    s3BucketName: logBucket.bucketName,
    s3KeyPrefix: folder,
    isLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    advancedEventSelectors: [
      // Readings too: to KMS, whoever opens a member's key only reads.
      selector('Changes of the set-up, and uses of the keys', [
        { field: 'eventCategory', equalTo: ['Management'] },
      ]),
      selector('Items of the tables', [
        data,
        { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
        { field: 'resources.ARN', equalTo: [...tableArns] },
      ]),
      selector('Files', [data, files, { field: 'resources.ARN', startsWith: [...fileArns] }]),
      selector('Changes of files', [
        data,
        files,
        { field: 'readOnly', equalTo: ['false'] },
        { field: 'resources.ARN', startsWith: [...writtenFileArns] },
      ]),
    ],
  });
  for (const policy of policies) if (policy !== undefined) trail.node.addDependency(policy);
  return trail;
}

const selector = (
  name: string,
  fieldSelectors: CfnTrail.AdvancedFieldSelectorProperty[],
): CfnTrail.AdvancedEventSelectorProperty => ({ name, fieldSelectors });
