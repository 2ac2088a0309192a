import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { resourcesOf, synthesise } from './synthesise.ts';

const { site, web } = synthesise();

const deployments = resourcesOf(site, 'Custom::CDKBucketDeployment');

describe('the web client', () => {
  it('comes with the stacks: hashed files first and for a year, then the pages, which are asked for each time', () => {
    site.hasResource('Custom::CDKBucketDeployment', {
      Properties: {
        Exclude: ['*'],
        Include: ['assets/*'],
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
    });
    site.hasResource('Custom::CDKBucketDeployment', {
      Properties: {
        Exclude: ['assets/*', '.*'],
        SystemMetadata: { 'cache-control': 'no-cache' },
        DistributionPaths: ['/*'],
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^AssetsCustomResource')]),
    });
    expect(deployments).toHaveLength(2);
  });

  it('lies where the distribution looks for it, and nothing of it is ever taken away', () => {
    for (const { Properties } of deployments) {
      expect(Properties).toMatchObject({ DestinationBucketKeyPrefix: 'site', Prune: false });
    }
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { Origins: Match.arrayWith([Match.objectLike({ OriginPath: '/site' })]) },
    });
  });

  it('is told where to sign in by what the other stacks make', () => {
    const markers = deployments.map(({ Properties }) => JSON.stringify(Properties.SourceMarkers ?? []));
    expect(markers.join()).toMatch(/ImportValue.*UserPool|ImportValue.*WebClient/);
  });
});
