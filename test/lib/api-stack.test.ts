import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { FunctionDefinition } from '../../lib/functions/definition.ts';
import { areas } from '../../lib/functions/with-routes.ts';
import { workers } from '../../lib/functions/without-routes.ts';
import { gatewayProblems } from '../../lib/gateway-problems.ts';
import { parseSettings } from '../../lib/stage-settings.ts';
import { functionsOf } from './policies.ts';
import { needed, resourcesOf, synthesise } from './synthesise.ts';

const templates = synthesise();
const { api, routes } = templates;

const reference = z.object({ Ref: z.string() });
/** A resource of the other stack: the export that names it. */
const imported = z.object({ 'Fn::ImportValue': z.string() });
const part = z.object({ PathPart: z.string(), ParentId: z.record(z.string(), z.unknown()) });
const method = z.object({
  HttpMethod: z.string(),
  ResourceId: reference,
  AuthorizationType: z.string(),
  AuthorizerId: z.union([reference, imported]).optional(),
  Integration: z.object({ Type: z.string(), Uri: z.unknown() }),
});

const methodsOf = (template: Template) => {
  const parts = new Map(
    resourcesOf(template, 'AWS::ApiGateway::Resource').map(({ id, Properties }) => [
      id,
      part.parse(Properties),
    ]),
  );
  const pathOf = (id: string): string => {
    const { PathPart, ParentId } = parts.get(id) ?? part.parse({});
    const parent = reference.safeParse(ParentId);
    // In the stack `api`, all lie under `/api`, which the stack `routes` has.
    const under = imported.safeParse(ParentId).success && template === api ? '/api' : '';
    return `${parent.success ? pathOf(parent.data.Ref) : under}/${PathPart}`;
  };
  return {
    paths: [...parts.keys()].map(pathOf),
    methods: resourcesOf(template, 'AWS::ApiGateway::Method').map(({ Properties }) => {
      const { HttpMethod, ResourceId, ...rest } = method.parse(Properties);
      const path = pathOf(ResourceId.Ref);
      return { route: `${HttpMethod} ${path}`, path, HttpMethod, ...rest };
    }),
  };
};

const divided = [methodsOf(routes), methodsOf(api)];
const methods = divided.flatMap((one) => one.methods);
const [authorizer] = resourcesOf(routes, 'AWS::ApiGateway::Authorizer');

describe('the routes', () => {
  const open = ['GET /api/health', 'GET /api/openapi.json'];

  test('are those of lib/functions, each with the function of its area', () => {
    const expected = Object.entries(areas).flatMap(([name, { routes }]) =>
      routes.map((route) => [route, name]),
    );
    const logicalIds = new Map([...functionsOf(templates)].map(([name, { id }]) => [name, id]));
    const found = methods.filter(({ HttpMethod }) => HttpMethod !== 'ANY');
    expect(found.map(({ route }) => route).sort()).toEqual(expected.map(([route]) => route).sort());
    for (const [route, name = ''] of expected) {
      const integration = found.find((one) => one.route === route)?.Integration;
      expect(integration?.Type).toBe('AWS_PROXY');
      expect(JSON.stringify(integration?.Uri)).toMatch(
        new RegExp(`Ref${logicalIds.get(name)?.slice(0, -8)}Aliaslive`),
      );
    }
  });

  test('all stand behind the authorizer, but for two', () => {
    for (const { route, AuthorizationType, AuthorizerId } of methods) {
      expect([route, AuthorizationType]).toEqual([route, open.includes(route) ? 'NONE' : 'CUSTOM']);
      // By its name, or by that of the export.
      if (!open.includes(route)) expect(JSON.stringify(AuthorizerId)).toContain(authorizer?.id);
    }
    expect(methods.filter(({ AuthorizationType }) => AuthorizationType === 'NONE')).toHaveLength(2);
  });

  test('are followed by a catch-all on every path, so that no path or method answers without a token', () => {
    const caught = methods.filter(({ HttpMethod }) => HttpMethod === 'ANY').map(({ path }) => path);
    expect(caught.sort()).toEqual(divided.flatMap(({ paths }) => paths).sort());
    expect(caught).toContain('/api/{proxy+}');
    expect(caught).toContain('/api');
  });

  test('have no CORS: the site and its API share one origin', () => {
    expect(methods.filter(({ HttpMethod }) => HttpMethod === 'OPTIONS')).toEqual([]);
    expect(JSON.stringify([api.toJSON(), routes.toJSON()])).not.toMatch(/access-control-allow/i);
  });

  test('bring a new deployment whenever they change', () => {
    const [deployment] = resourcesOf(api, 'AWS::ApiGateway::Deployment');
    expect(deployment?.id).toMatch(/^Deployment[0-9A-F]{8}[0-9a-f]{32}$/);
    const dependencies = z.array(z.string()).parse(api.toJSON().Resources[deployment?.id ?? ''].DependsOn);
    const ids = ['AWS::ApiGateway::Method', 'AWS::ApiGateway::GatewayResponse'].flatMap((type) =>
      resourcesOf(api, type).map(({ id }) => id),
    );
    expect(dependencies).toEqual(expect.arrayContaining(ids));
  });
});

describe('the authorizer', () => {
  test('remembers a person for less than a minute, and is not woken for what is no token', () => {
    expect(authorizer?.Properties).toMatchObject({
      Type: 'TOKEN',
      IdentitySource: 'method.request.header.Authorization',
    });
    const seconds = Number(authorizer?.Properties.AuthorizerResultTtlInSeconds);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(60);
    const token = new RegExp(String(authorizer?.Properties.IdentityValidationExpression));
    for (const known of ['Bearer eyJhbGciOi.eyJzdWIi-_.c2ln', 'bearer a.b.c']) expect(known).toMatch(token);
    for (const none of ['', 'Bearer', 'Bearer x', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c d', 'xBearer a.b.c']) {
      expect(none).not.toMatch(token);
    }
  });

  test('is told whose tokens to trust', () => {
    const { Environment } = Object(functionsOf(templates).get('authorizer')?.Properties);
    expect(Object.keys(Environment.Variables).sort()).toEqual([
      'NODE_OPTIONS',
      'TABLE_NAME',
      'TOKEN_CLIENT_ID',
      'TOKEN_ISSUER',
      'TOKEN_JWKS_URI',
    ]);
  });
});

describe('what the gateway answers by itself', () => {
  test.each(Object.entries(gatewayProblems))('is a problem document: %s', (type, { status, code }) => {
    const [answer, more] = resourcesOf(api, 'AWS::ApiGateway::GatewayResponse').filter(
      ({ Properties }) => Properties.ResponseType === type,
    );
    expect(more).toBeUndefined();
    expect(answer?.Properties).toMatchObject({
      StatusCode: String(status),
      ResponseParameters: {
        'gatewayresponse.header.content-type': "'application/problem+json'",
        'gatewayresponse.header.cache-control': "'no-store'",
        ...([429, 503].includes(status) && { 'gatewayresponse.header.retry-after': "'5'" }),
      },
    });
    const { ResponseTemplates: bodies } = Object(answer?.Properties);
    expect(JSON.parse(bodies['application/json'])).toEqual({
      type: 'about:blank',
      status,
      code,
      title: expect.stringMatching(/\S/),
      detail: expect.stringMatching(/\S/),
    });
    // Nothing of the request is repeated, and nothing of our insides.
    expect(bodies['application/json']).not.toContain('$');
  });

  test('covers what people meet: 401, 403, 404, 413, 429 and 5xx', () => {
    const statuses = Object.values(gatewayProblems).map(({ status }) => status);
    expect(statuses).toEqual(expect.arrayContaining([401, 403, 404, 413, 429, 500, 504]));
  });
});

describe('the stage', () => {
  const [stage] = resourcesOf(api, 'AWS::ApiGateway::Stage');

  test('logs no payload, and each call without path, caller or address', () => {
    expect(stage?.Properties.MethodSettings).toEqual([
      expect.objectContaining({ LoggingLevel: 'OFF', DataTraceEnabled: false, HttpMethod: '*' }),
    ]);
    const { AccessLogSetting: setting } = Object(stage?.Properties);
    const logged = Object.values(z.record(z.string(), z.string()).parse(JSON.parse(setting.Format)));
    expect(logged).toContain('$context.resourcePath');
    for (const variable of logged) {
      expect(variable).not.toMatch(/identity|\.path$|principalId|authorizer\.(?!integrationLatency)|message/);
    }
  });

  test('has no metrics of each route, which would cost more than all calls: nothing looks at them', () => {
    expect(stage?.Properties.MethodSettings).toEqual([expect.objectContaining({ MetricsEnabled: false })]);
  });

  test('can log: API Gateway has its role before the stage is made', () => {
    const [account] = resourcesOf(api, 'AWS::ApiGateway::Account');
    expect(account?.DeletionPolicy).toBe('Retain');
    expect(api.toJSON().Resources[stage?.id ?? ''].DependsOn).toContain(account?.id);
  });

  test('throttles far above what one person may do', () => {
    expect(stage?.Properties.MethodSettings).toEqual([
      expect.objectContaining({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 }),
    ]);
  });
});

describe('the firewall', () => {
  const [firewall] = resourcesOf(api, 'AWS::WAFv2::WebACL');
  const rule = z.object({
    Name: z.string(),
    Priority: z.number(),
    Action: z.unknown().optional(),
    Statement: z.record(z.string(), z.unknown()),
    VisibilityConfig: z.object({ SampledRequestsEnabled: z.boolean() }),
  });
  const rules = z.array(rule).parse(firewall?.Properties.Rules);
  const ruleNamed = (name: string) => rules.find(({ Name }) => Name === name);

  test('stands at the stage', () => {
    api.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { 'Fn::GetAtt': [firewall?.id, 'Arn'] },
      ResourceArn: Match.objectLike({ 'Fn::Join': Match.anyValue() }),
    });
  });

  test('lets nobody in who does not come through the distribution, before anything else', () => {
    expect(ruleNamed('OnlyThroughTheDistribution')).toMatchObject({
      Priority: 0,
      Action: { Block: {} },
      Statement: {
        NotStatement: {
          Statement: {
            ByteMatchStatement: {
              FieldToMatch: { SingleHeader: { Name: 'x-front-door' } },
              PositionalConstraint: 'EXACTLY',
            },
          },
        },
      },
    });
  });

  test('answers 429 beyond 100 requests a second of one token, over a minute', () => {
    expect(ruleNamed('RatePerToken')).toMatchObject({
      Action: { Block: { CustomResponse: { ResponseCode: 429 } } },
      Statement: {
        RateBasedStatement: {
          Limit: 6000,
          EvaluationWindowSec: 60,
          AggregateKeyType: 'CUSTOM_KEYS',
          CustomKeys: [{ Header: { Name: 'authorization' } }],
        },
      },
    });
  });

  test('stops floods from one address, as the distribution names it', () => {
    expect(ruleNamed('RatePerAddress')).toMatchObject({
      Statement: {
        RateBasedStatement: {
          AggregateKeyType: 'FORWARDED_IP',
          ForwardedIPConfig: { HeaderName: 'x-viewer-address', FallbackBehavior: 'MATCH' },
        },
      },
    });
  });

  test('has managed rules, of which that on bodies over 8 KB only counts', () => {
    expect(ruleNamed('AWSManagedRulesCommonRuleSet')?.Statement).toEqual({
      ManagedRuleGroupStatement: {
        VendorName: 'AWS',
        Name: 'AWSManagedRulesCommonRuleSet',
        RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }],
      },
    });
    expect(ruleNamed('AWSManagedRulesKnownBadInputsRuleSet')).toBeDefined();
  });

  test('keeps no samples of requests, which would hold tokens', () => {
    for (const { VisibilityConfig } of rules) expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
  });
});

describe('the stacks', () => {
  // CloudFormation refuses a template of more than 500 resources: a fifth is kept for what comes.
  test.each(Object.entries(templates))('have room for more: %s', (_, template) => {
    expect(resourcesOf(template).length).toBeLessThan(450);
  });
});

describe('the functions', () => {
  const all = [...functionsOf(templates)];

  test('are as many as lib/functions has', () => {
    expect(all.map(([name]) => name).sort()).toEqual([...Object.keys(areas), ...Object.keys(workers)].sort());
  });

  test.each(all)(
    'run on Node.js 24 and arm64, and end before the gateway gives up: %s',
    (name, { Properties }) => {
      expect(Properties.Runtime).toBe('nodejs24.x');
      // The renderer is built for what its native package could be had for.
      const builds = name === 'render' ? [['arm64'], ['x86_64']] : [['arm64']];
      expect(builds).toContainEqual(Properties.Architectures);
      const isWorker = name in workers && name !== 'authorizer';
      expect(Properties.Timeout).toBeLessThanOrEqual(isWorker ? 900 : 15);
      // Reserving takes from the ten that a new account has, and the deployment would fail.
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    },
  );

  test('keep their logs for thirteen months', () => {
    const groups = [api, routes, templates.functions, templates.reporting, templates.alerts].flatMap(
      (template) => resourcesOf(template, 'AWS::Logs::LogGroup'),
    );
    // One each, and the access log.
    expect(groups).toHaveLength(all.length + 1);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(400);
  });
});

describe('the alarms', () => {
  const alarms = Object.values(templates).flatMap((template) =>
    resourcesOf(template, 'AWS::CloudWatch::Alarm'),
  );

  test('say what people lose, to somebody', () => {
    expect(alarms.length).toBeGreaterThan(12);
    for (const { Properties } of alarms) {
      expect(String(Properties.AlarmDescription).length).toBeGreaterThan(60);
      expect(Properties.AlarmActions).toHaveLength(1);
      // Silence is a fault where something must happen every minute.
      const isOfSilence = Properties.ComparisonOperator === 'LessThanThreshold';
      expect(Properties.TreatMissingData).toBe(isOfSilence ? 'breaching' : 'notBreaching');
    }
  });

  test('watch every area and the compile, for what it caught and for what ended it', () => {
    const watched = alarms.map(({ Properties }) => JSON.stringify(Properties.Metrics ?? ''));
    for (const name of [...Object.keys(areas), 'compile']) {
      const own = watched.filter((metrics) => metrics.includes(`"Faults-${name}"`));
      expect(own).toHaveLength(1);
      expect(own[0]).toContain('"MetricName":"Errors"');
    }
    templates.functions.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.level = "error" }',
      MetricTransformations: [Match.objectLike({ MetricName: 'Faults-books', MetricValue: '1' })],
    });
  });

  test('count what is logged in their own stage', () => {
    const trial = synthesise(parseSettings('trial', { trial: needed }));
    const counted = [templates, trial].map(({ functions: own, reporting, alerts }) =>
      JSON.stringify(
        [own, reporting, alerts].map((one) =>
          // Those of a new version are counted by test/lib/gradual-deployment.test.ts.
          resourcesOf(one, 'AWS::Logs::MetricFilter').filter(({ id }) => !id.includes('NewFaults')),
        ),
      )
        .match(/"MetricNamespace":"[^"]+"/g)
        ?.sort(),
    );
    const answering = Object.keys(areas).length;
    // The authorizer's are counted otherwise, and the drill's by its state machine, which tries a step again.
    const workersWithFaults = Object.keys(workers).length - 2;
    // What only one function logs: codes of emergency access, PINs of phones, packs.
    const ofOneFunction = ['WrongCodes', 'PhonesMisused', 'WidePacks'];
    // Names that were tried, of each function that looks for them.
    const screening = Object.values<FunctionDefinition>(areas).filter(({ table }) =>
      table?.['FULLNAME#*']?.includes('query'),
    ).length;
    // Faults of every other function; of those that answer both kinds of refusals and the delay.
    expect(counted[0]).toHaveLength(
      answering + workersWithFaults + 3 * answering + ofOneFunction.length + screening,
    );
    expect(counted[1]?.filter((namespace) => counted[0]?.includes(namespace))).toEqual([]);
  });

  test('may reach their topic, whose own policy replaces the one that lets them', () => {
    templates.data.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});
