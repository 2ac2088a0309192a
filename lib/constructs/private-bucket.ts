import { RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** A bucket that nobody reaches without a right and without TLS 1.2, that forgets nothing and outlives its stack. */
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
  // The CDK's classes are not written for exactOptionalPropertyTypes: a Bucket is an IBucket all the same.
  return bucket as IBucket;
}
