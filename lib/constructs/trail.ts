import { Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export type TrailProps = {
  readonly name: string;
  /** Holds the trail's files and nothing else. */
  readonly bucket: IBucket;
  /** Tables whose every item access is recorded. */
  readonly tableArns: readonly string[];
  /** ARN prefixes of files whose every access is recorded. */
  readonly fileArns: readonly string[];
  /** ARN prefixes of files of which only writes and deletions are recorded. */
  readonly writtenFileArns: readonly string[];
};

/**
 * Creates the CloudTrail trail: it records configuration changes in any region, uses of encryption keys, and access to table items and
 * files. It names items and files by their keys, which are ids, so it holds no names of people.
 */
export function createTrail(scope: Construct, props: TrailProps): CfnTrail {
  const { name, bucket, tableArns, fileArns, writtenFileArns } = props;
  const trailArn = Stack.of(scope).formatArn({
    service: 'cloudtrail',
    resource: 'trail',
    resourceName: name,
  });
  const allowDelivery = (action: string, resource: string, conditions: Record<string, string> = {}) =>
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: [action],
        resources: [resource],
        conditions: { StringEquals: { 'aws:SourceArn': trailArn, ...conditions } },
      }),
    ).policyDependable;
  const policies = [
    allowDelivery('s3:GetBucketAcl', bucket.bucketArn),
    allowDelivery('s3:PutObject', bucket.arnForObjects(`AWSLogs/${Stack.of(scope).account}/*`), {
      's3:x-amz-acl': 'bucket-owner-full-control',
    }),
  ];
  const onFiles = { field: 'resources.type', equalTo: ['AWS::S3::Object'] };
  const dataEvents = { field: 'eventCategory', equalTo: ['Data'] };
  const trail = new CfnTrail(scope, 'Trail', {
    trailName: name,
    s3BucketName: bucket.bucketName,
    isLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: true,
    includeGlobalServiceEvents: true,
    advancedEventSelectors: [
      // Without a limit to writes, because KMS counts decrypting a member's key as a read.
      selector('Changes of the set-up, and uses of the keys', [
        { field: 'eventCategory', equalTo: ['Management'] },
      ]),
      selector('Items of the tables', [
        dataEvents,
        { field: 'resources.type', equalTo: ['AWS::DynamoDB::Table'] },
        { field: 'resources.ARN', equalTo: [...tableArns] },
      ]),
      selector('Files', [dataEvents, onFiles, { field: 'resources.ARN', startsWith: [...fileArns] }]),
      selector('Changes of files', [
        dataEvents,
        onFiles,
        { field: 'readOnly', equalTo: ['false'] },
        { field: 'resources.ARN', startsWith: [...writtenFileArns] },
      ]),
      selector('Files of the trail', [
        dataEvents,
        onFiles,
        // Without the trail's own deliveries: each would be recorded by a further one, without end.
        { field: 'eventName', notEquals: ['PutObject'] },
        { field: 'resources.ARN', startsWith: [bucket.arnForObjects('')] },
      ]),
    ],
  });
  // Only an imported bucket would give undefined.
  for (const policy of policies) if (policy !== undefined) trail.node.addDependency(policy);
  return trail;
}

const selector = (
  name: string,
  fieldSelectors: CfnTrail.AdvancedFieldSelectorProperty[],
): CfnTrail.AdvancedEventSelectorProperty => ({ name, fieldSelectors });
