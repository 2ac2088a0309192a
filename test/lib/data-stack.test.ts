import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { resourcePolicies } from './policies.ts';
import { productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise();
const { data } = templates;

describe('the tables', () => {
  const replica = (days: number) => ({
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: days },
    SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DataKey'), 'Arn'] } },
  });

  test('of records: on demand, recoverable for 35 days, protected, encrypted by our key, streamed', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          Match.objectLike({ IndexName: 'gsi1', Projection: { ProjectionType: 'ALL' } }),
          Match.objectLike({ IndexName: 'gsi2', Projection: { ProjectionType: 'ALL' } }),
        ],
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        Replicas: [Match.objectLike(replica(35))],
      },
    });
  });

  test('of keys: apart, without a stream, and with a backup that soon forgets', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      DeletionPolicy: 'Retain',
      Properties: {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        StreamSpecification: Match.absent(),
        Replicas: [Match.objectLike(replica(7))],
      },
    });
    const shorter = synthesise(productionSettings({ keysBackupDays: 1 }));
    shorter.data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      Replicas: [Match.objectLike(replica(1))],
    });
  });
});

describe('the buckets', () => {
  const all = [data, templates.web].flatMap((template) => resourcesOf(template, 'AWS::S3::Bucket'));
  const policies = [data, templates.web].flatMap((template) =>
    resourcesOf(template, 'AWS::S3::BucketPolicy'),
  );

  test.each(all.map((bucket) => [bucket.id, bucket] as const))(
    '%s is private, versioned unless it holds packs, encrypted, kept',
    (id, bucket) => {
      expect(bucket.DeletionPolicy).toBe('Retain');
      expect(bucket.Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        // An earlier version of a pack would outlive its day.
        ...(id.startsWith('Packs') ? {} : { VersioningConfiguration: { Status: 'Enabled' } }),
        BucketEncryption: expect.anything(),
      });
      const policy = policies.find(
        ({ Properties }) => JSON.stringify(Properties.Bucket) === JSON.stringify({ Ref: id }),
      );
      expect(policy?.Properties).toMatchObject({
        PolicyDocument: {
          Statement: expect.arrayContaining([
            expect.objectContaining({
              Effect: 'Deny',
              Action: 's3:*',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
            expect.objectContaining({
              Effect: 'Deny',
              Action: 's3:*',
              Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
            }),
          ]),
        },
      });
    },
  );

  test('of snapshots is write-once: locked for eight years, even for administrators, and no name written twice', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 2928 } },
      },
      // Not by a key of ours: its deletion would destroy what the lock protects.
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      LifecycleConfiguration: Match.absent(),
    });
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            Condition: {
              Null: { 's3:if-none-match': 'true' },
              Bool: { 's3:ObjectCreationOperation': 'true' },
            },
          }),
        ]),
      },
    });
  });

  test('of snapshots may be read across origins by the site alone, where it has a domain', () => {
    const own = synthesise(
      productionSettings({
        domain: {
          name: 'next.example.org',
          certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a',
        },
      }),
    );
    own.data.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: {
        CorsRules: [
          Match.objectLike({ AllowedOrigins: ['https://next.example.org'], AllowedMethods: ['GET'] }),
        ],
      },
    });
  });

  test('of state keeps the files of a count in shards for as long as its run can be redriven, and counts of closes for three months', () => {
    const [state] = all.filter(({ Properties }) =>
      JSON.stringify(Properties).includes('"LogFilePrefix":"state/"'),
    );
    expect(state?.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        { NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' },
        {
          Prefix: 'journal/counted/',
          ExpirationInDays: 100,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          Status: 'Enabled',
        },
        {
          Prefix: 'count/',
          ExpirationInDays: 15,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          Status: 'Enabled',
        },
      ],
    });
  });

  test('of snapshots, state, packs, the trail and the web client log who reads them, for thirteen months', () => {
    expect(all.filter(({ Properties }) => Properties.LoggingConfiguration !== undefined)).toHaveLength(5);
    data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 400 })] },
      // S3 delivers no access logs to a locked bucket.
      ObjectLockEnabled: Match.absent(),
    });
  });
});

describe('the keys', () => {
  test('are rotated each year where KMS can, and never go with the stack', () => {
    const keys = resourcesOf(data, 'AWS::KMS::Key');
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key.DeletionPolicy).toBe('Retain');
    expect(keys.filter(({ Properties }) => Properties.EnableKeyRotation === true)).toHaveLength(2);
  });

  test('have one that signs', () => {
    data.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  });
});

describe('the trail', () => {
  test('holds every access to an item or a file, every change of the set-up, and whose key was opened', () => {
    const field = (name: string, values: unknown) => Match.objectLike({ Field: name, ...(values as object) });
    const event = (kind: string) => field('eventCategory', { Equals: [kind] });
    data.hasResourceProperties('AWS::CloudTrail::Trail', {
      IsLogging: true,
      EnableLogFileValidation: true,
      // Keys are used, and roles changed, in other regions too.
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      AdvancedEventSelectors: [
        // KMS calls each opening of a key a reading: no narrower selector holds them.
        { Name: Match.anyValue(), FieldSelectors: [event('Management')] },
        {
          Name: Match.anyValue(),
          FieldSelectors: [
            event('Data'),
            field('resources.type', { Equals: ['AWS::DynamoDB::Table'] }),
            field('resources.ARN', { Equals: [Match.anyValue(), Match.anyValue()] }),
          ],
        },
        {
          Name: Match.anyValue(),
          FieldSelectors: [
            event('Data'),
            field('resources.type', { Equals: ['AWS::S3::Object'] }),
            field('resources.ARN', { StartsWith: [Match.anyValue(), Match.anyValue(), Match.anyValue()] }),
          ],
        },
        {
          Name: Match.anyValue(),
          FieldSelectors: [
            event('Data'),
            field('resources.type', { Equals: ['AWS::S3::Object'] }),
            field('readOnly', { Equals: ['false'] }),
            field('resources.ARN', { StartsWith: ['arn:aws:s3:::notes-production-web-'] }),
          ],
        },
        {
          Name: Match.anyValue(),
          FieldSelectors: [
            event('Data'),
            field('resources.type', { Equals: ['AWS::S3::Object'] }),
            // A delivery of the trail's own would be recorded by a further one, without end.
            field('eventName', { NotEquals: ['PutObject'] }),
            field('resources.ARN', { StartsWith: [Match.anyValue()] }),
          ],
        },
      ],
      // Both kinds of selectors together are refused by CloudTrail.
      EventSelectors: Match.absent(),
    });
  });

  test('covers the web client’s bucket by how AWS begins its name', () => {
    const [bucket, more] = resourcesOf(templates.web, 'AWS::S3::Bucket');
    expect(more).toBeUndefined();
    expect(bucket?.Properties.BucketName).toBeUndefined();
    expect(bucket?.Properties.LoggingConfiguration).toMatchObject({ LogFilePrefix: 'web/' });
  });

  test('lies in a bucket of its own, where nobody can delete it before its time', () => {
    const [trail] = resourcesOf(data, 'AWS::CloudTrail::Trail');
    const { Ref: bucketId } = Object(trail?.Properties.S3BucketName);
    const bucket = resourcesOf(data, 'AWS::S3::Bucket').find(({ id }) => id === bucketId);
    expect(bucketId).toMatch(/^TrailFiles/);
    expect(bucket?.DeletionPolicy).toBe('Retain');
    expect(bucket?.Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 400 } } },
      LifecycleConfiguration: {
        Rules: [{ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }],
      },
      LoggingConfiguration: { LogFilePrefix: 'trail/' },
    });
  });

  test('can be delivered: its bucket lets it in before it is made, and no other trail', () => {
    const [trail] = resourcesOf(data, 'AWS::CloudTrail::Trail');
    const dependencies: unknown = data.toJSON().Resources[trail?.id ?? ''].DependsOn;
    expect(dependencies).toEqual([expect.stringMatching(/^TrailFilesPolicy/)]);
    const statements = resourcePolicies(templates)
      .map(({ statement }) => statement)
      .filter(({ Principal }) => JSON.stringify(Principal).includes('cloudtrail'));
    expect(statements.flatMap(({ Action }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
    for (const { Condition } of statements) {
      expect(JSON.stringify(Condition.StringEquals?.['aws:SourceArn'])).toContain(':trail/notes-production');
    }
  });
});

describe('the bucket of handover packs', () => {
  test('keeps nothing beyond a day, and no half of a pack', () => {
    data.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            ExpirationInDays: 1,
            Status: 'Enabled',
          },
        ],
      },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      // An earlier version would live on.
      VersioningConfiguration: Match.absent(),
    });
  });
});
