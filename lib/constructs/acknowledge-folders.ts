import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { folders } from '../folders.ts';
import { acknowledge } from './acknowledge.ts';
import type { Resources } from './right-statements.ts';

/**
 * Suppresses cdk-nag's finding IAM5 (wildcards) on folders: the names of the files in them are not known at deployment, so the permission ends in a
 * wildcard.
 */
export function acknowledgeFolders(
  role: Role,
  { snapshotBucket, stateBucket, packBucket, siteBucket, region }: Resources,
): void {
  const findingOf = (bucket: IBucket, files: string) => {
    // The id of the finding contains the export name of a bucket in another stack.
    const { 'Fn::ImportValue': name } = role.stack.resolve(bucket.stack.exportValue(bucket.bucketArn));
    return `IAM5[Resource::${name}/${files}]`;
  };
  acknowledge(role, {
    [`IAM5[Resource::arn:aws:cloudwatch:${region}:<AWS::AccountId>:alarm:*]`]:
      'Alarms are listed, which IAM allows for all of them or none.',
    [findingOf(snapshotBucket, folders.published)]:
      'The files of one folder; each is written once and never again.',
    [findingOf(snapshotBucket, folders.digests)]:
      'The files of one folder; each is written once and never again.',
    [findingOf(stateBucket, folders.state)]:
      'The files of one folder, which no person and no other area can read.',
    [findingOf(stateBucket, folders.monthFiles)]:
      'The files of one folder, which no person and no area but the preview can read.',
    [findingOf(packBucket, folders.packs)]:
      'The encrypted packs of handovers, of which a day later nothing is left.',
    [findingOf(siteBucket, folders.voice)]:
      'The recordings of one folder, each named by its hash. They are public.',
    [findingOf(siteBucket, folders.voiceWaiting)]:
      'The recordings of one folder, each named by its hash, which the site does not serve.',
    [findingOf(stateBucket, folders.count)]:
      'The files of one folder, which only the functions of a count in shards can read.',
  });
}
