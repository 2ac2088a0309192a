import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../lib/stage-settings.ts';
import { needed, productionSettings, resourcesOf, synthesise } from './synthesise.ts';

const { web } = synthesise();

describe('the distribution', () => {
  const behaviour = (path: string) => ({
    PathPattern: path,
    ViewerProtocolPolicy: 'https-only',
    AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    // AWS's own policies: caching disabled; everything but the host is handed on.
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    ResponseHeadersPolicyId: { Ref: Match.stringLikeRegexp('^CallHeaders') },
    FunctionAssociations: [
      {
        EventType: 'viewer-request',
        FunctionARN: { 'Fn::GetAtt': [Match.stringLikeRegexp('^NameViewer'), 'FunctionARN'] },
      },
    ],
  });

  test('hands every call on to the API, uncached, over TLS, saying that it is the one who calls', () => {
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: [
          Match.objectLike(behaviour('/api')),
          Match.objectLike(behaviour('/api/*')),
          Match.objectLike({ PathPattern: '/signed-out.txt' }),
          Match.objectLike({ PathPattern: '/voice/*' }),
        ],
        Origins: Match.arrayWith([
          Match.objectLike({
            OriginPath: '/live',
            CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
            OriginCustomHeaders: [{ HeaderName: 'x-front-door', HeaderValue: Match.anyValue() }],
          }),
        ]),
      },
    });
  });

  test('keeps no failure of one person for the next, and lets the API’s own words through', () => {
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        // No page: it would replace the API's problem documents.
        CustomErrorResponses: [500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
      },
    });
  });

  test('reads the web client from a private bucket, and answers only where people work', () => {
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Origins: Match.arrayWith([Match.objectLike({ OriginAccessControlId: Match.anyValue() })]),
        Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['IN', 'JP'] } },
      },
    });
  });

  test('has the domain and TLS 1.2 of the settings', () => {
    const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/a';
    const own = synthesise(productionSettings({ domain: { name: 'next.example.org', certificateArn } }));
    own.web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['next.example.org'],
        ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    own.identity.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://next.example.org/signed-in', 'https://next.example.org/reports.html'],
      // Where the page goes on once the provider's session has ended.
      LogoutURLs: [
        'https://next.example.org/',
        'https://next.example.org/reports.html',
        'https://next.example.org/away.html',
      ],
    });
  });

  test('clears what the browser has kept where somebody has signed out, and nowhere else', () => {
    const policies = Object.entries(web.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const clears = policies.filter(([, policy]) => JSON.stringify(policy).includes('clear-site-data'));
    expect(clears.map(([name]) => name)).toEqual([expect.stringMatching(/^ClearingHeaders/)]);
    web.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        CustomHeadersConfig: {
          Items: Match.arrayWith([
            { Header: 'clear-site-data', Value: '"cache", "storage"', Override: true },
          ]),
        },
      },
    });
    web.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: Match.arrayWith([
          Match.objectLike({
            PathPattern: '/signed-out.txt',
            ResponseHeadersPolicyId: { Ref: Match.stringLikeRegexp('^ClearingHeaders') },
          }),
        ]),
      },
    });
  });

  test.each(['PageHeaders', 'CallHeaders', 'ClearingHeaders'])(
    'sends security headers with every answer (%s)',
    (name) => {
      web.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: {
          Name: Match.stringLikeRegexp(name),
          // Strict same origin: no CORS header is ever sent.
          CorsConfig: Match.absent(),
          SecurityHeadersConfig: {
            StrictTransportSecurity: Match.objectLike({ AccessControlMaxAgeSec: 63_072_000, Override: true }),
            ContentTypeOptions: { Override: true },
            FrameOptions: { FrameOption: 'DENY', Override: true },
            ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
            ContentSecurityPolicy: Match.objectLike({ Override: true }),
          },
        },
      });
    },
  );

  test.each(['PageHeaders', 'CallHeaders', 'ClearingHeaders'])(
    'lets no other site hold its windows or take in its answers (%s)',
    (name) => {
      web.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: {
          Name: Match.stringLikeRegexp(name),
          CustomHeadersConfig: {
            Items: Match.arrayWith([
              { Header: 'cross-origin-opener-policy', Value: 'same-origin', Override: true },
              { Header: 'cross-origin-resource-policy', Value: 'same-origin', Override: true },
            ]),
          },
        },
      });
    },
  );

  test('says no-store on every answer of the API, also on those that no function made', () => {
    web.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        Name: Match.stringLikeRegexp('CallHeaders'),
        CustomHeadersConfig: {
          Items: Match.arrayWith([{ Header: 'cache-control', Value: 'no-store', Override: true }]),
        },
      },
    });
  });
});

describe('the functions at the edge', () => {
  type EdgeRequest = { uri: string; headers: Record<string, { value: string }> };
  const run = (file: string, request: EdgeRequest): EdgeRequest => {
    const code = readFileSync(join(import.meta.dirname, '..', '..', 'lib', 'edge', `${file}.js`), 'utf8');
    const event = { request, viewer: { ip: '203.0.113.7' } };
    return new Function('event', `${code}; return handler(event);`)(event);
  };

  test('have names of their own in each stage of an account', () => {
    const trial = synthesise(parseSettings('trial', { trial: needed }));
    const names = [web, trial.web].flatMap((template) =>
      resourcesOf(template, 'AWS::CloudFront::Function').map(({ Properties }) => Properties.Name),
    );
    expect(new Set(names).size).toBe(4);
  });

  test('name the viewer, whatever she says of herself', () => {
    const request = { uri: '/api/me', headers: { 'x-viewer-address': { value: '198.51.100.1' } } };
    expect(run('name-viewer', request).headers['x-viewer-address']).toEqual({ value: '203.0.113.7' });
  });

  test.each([
    ['/', '/index.html'],
    ['/members', '/index.html'],
    ['/members/0190b2c4', '/index.html'],
    ['/v1.2/members', '/index.html'],
    ['/assets/app.3f2a.js', '/assets/app.3f2a.js'],
    ['/service-worker.js', '/service-worker.js'],
  ])('find the page of %s', (uri, page) => {
    expect(run('find-page', { uri, headers: {} }).uri).toBe(page);
  });
});
