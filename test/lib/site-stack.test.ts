import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cdkJson } from './cdk-json.ts';
import { productionSettings, resourcesOf, synthesise, synthesiseApp } from './synthesise.ts';

const { site, web } = synthesise();

const deployments = resourcesOf(site, 'Custom::CDKBucketDeployment');

describe('the web client', () => {
  test('comes with the stacks: hashed files first and for a year, then the pages, which are asked for each time', () => {
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

  test('lies where the distribution looks for it, and nothing of it is ever taken away', () => {
    for (const { Properties } of deployments) {
      expect(Properties).toMatchObject({ DestinationBucketKeyPrefix: 'site', Prune: false });
    }
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: { Origins: Match.arrayWith([Match.objectLike({ OriginPath: '/site' })]) },
    });
  });

  test('is told whom leaders call in a crisis, where the stage says it', () => {
    const configOf = (changes: object): unknown => {
      const outdir = mkdtempSync(join(tmpdir(), 'site-'));
      onTestFinished(() => rmSync(outdir, { recursive: true }));
      const context = { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] };
      synthesiseApp(new App({ outdir, context }), productionSettings(changes));
      const [file = ''] = globSync('**/config.json', { cwd: outdir });
      return JSON.parse(readFileSync(join(outdir, file), 'utf8'));
    };
    const coordinatorPhone = '+91 00000 00001';
    const auditorPhone = '+91 00000 00002';
    expect(configOf({ coordinatorPhone, auditorPhone })).toMatchObject({ coordinatorPhone, auditorPhone });
    for (const name of ['coordinatorPhone', 'auditorPhone']) expect(configOf({})).not.toHaveProperty(name);
  });

  test('is told where to sign in by what the other stacks make', () => {
    const markers = deployments.map(({ Properties }) => JSON.stringify(Properties.SourceMarkers ?? []));
    expect(markers.join()).toMatch(/ImportValue.*UserPool|ImportValue.*WebClient/);
  });
});
