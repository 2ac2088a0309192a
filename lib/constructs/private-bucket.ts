import { RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** An S3 bucket with versions, no public access and TLS 1.2 only, retained when its stack is deleted. */
export function createPrivateBucket(
  scope: Construct,
  id: string,
  props: BucketProps & Required<Pick<BucketProps, 'encryption'>>,
): IBucket {
  const bucket: unknown = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
  });
  // CDK's classes do not compile under exactOptionalPropertyTypes, although a Bucket is an IBucket.
  return bucket as IBucket;
}
