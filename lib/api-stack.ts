import { createHash } from 'node:crypto';
import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  AuthorizationType,
  CfnAccount,
  CfnGatewayResponse,
  Deployment,
  type IResource,
  type IRestApi,
  LambdaIntegration,
  LogGroupLogDestination,
  Method,
  MethodLoggingLevel,
  Resource,
  RestApi,
  Stage,
  TokenAuthorizer,
} from 'aws-cdk-lib/aws-apigateway';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type AreaName, areas } from './areas.ts';
import { acknowledge } from './constructs/acknowledge.ts';
import { raiseAlarm } from './constructs/alarm.ts';
import { createFunction } from './constructs/area-function.ts';
import { createFirewall } from './constructs/firewall.ts';
import type { DataStack } from './data-stack.ts';
import { gatewayProblems, problemDocument } from './gateway-problems.ts';
import type { IdentityStack } from './identity-stack.ts';
import type { ReportingStack } from './reporting-stack.ts';
import type { StageSettings } from './settings.ts';
import { apiStageName, doorHeader, viewerHeader, type WebStack } from './web-stack.ts';

export type ApiStackProps = {
  readonly settings: StageSettings;
  readonly data: DataStack;
  readonly web: WebStack;
  readonly identity: IdentityStack;
  readonly reporting: ReportingStack;
};

/** The routes that need no token. */
export const openRoutes: readonly string[] = ['GET /api/health', 'GET /api/openapi.json'];

/** API Gateway gives up after 29 s; a write that took 15 has lost its phone already. */
const requestTimeout = Duration.seconds(15);
/** How long a person's role and standing are remembered: what changes holds within a minute, the reading included. */
const authorizerCache = Duration.seconds(45);

const areaNames = Object.keys(areas).filter((name): name is AreaName => name in areas);

/** What people lose while an area fails. */
const losses: Readonly<Record<AreaName, string>> = {
  session: 'Nobody who signs in learns her role, so no screen opens; calls to unknown addresses fail too.',
  collectives: 'Leaders and coordinators cannot open their collectives or form new ones.',
  members: 'Leaders cannot enrol a member, find one or record her consent.',
  savings:
    'Meeting sheets are not accepted: what women saved today is not recorded yet, and waits on their phones.',
  cases: 'Crisis cases cannot be opened or read: a caseworker may not know what a woman needs tonight.',
  outreach: 'Trainings, orientations and stories cannot be recorded.',
  close: 'The coordinator cannot look at the month before it closes, correct one, or set targets.',
  people: 'Nobody can be given access, and nobody’s access can be taken away.',
  snapshots: 'The funder cannot read or download what was published.',
};

/** Routes and the functions behind them. */
export class ApiStack extends Stack {
  readonly functions: ReadonlyMap<AreaName, LambdaFunction>;
  readonly authorizer: LambdaFunction;

  constructor(scope: Construct, id: string, props: ApiStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data, web, reporting } = props;
    const tell = data.alarmTopic;
    const surroundings = reporting.surroundings;

    this.functions = new Map(
      areaNames.map((name) => [
        name,
        // A gigabyte for the processor that comes with it: a cold start is mostly computing.
        createFunction(this, name, surroundings, { memoryMB: 1024, timeout: requestTimeout }),
      ]),
    );
    this.authorizer = createFunction(this, 'authorizer', surroundings, {
      memoryMB: 1024,
      timeout: Duration.seconds(10),
    });

    const api = RestApi.fromRestApiAttributes(this, 'Api', {
      restApiId: web.restApi.ref,
      rootResourceId: web.restApi.attrRootResourceId,
      restApiName: `leadership-next-${settings.stage}`,
    });
    const stage = this.createStage(api, this.createMethods(api), settings);
    createFirewall(this, {
      protects: stage.stageArn,
      door: { header: doorHeader, secret: web.doorSecret.secretValue.unsafeUnwrap() },
      viewerHeader,
    });

    for (const [name, area] of this.functions) {
      raiseAlarm(this, `${area.node.id}Alarm`, {
        metric: faultsOf(name, area),
        tell,
        loses: `${losses[name]} The function "${name}" fails; its log says where.`,
      });
    }
    raiseAlarm(this, 'AuthorizerAlarm', {
      metric: this.authorizer.metricErrors({ period: Duration.minutes(5) }),
      threshold: 50,
      tell,
      loses:
        'People with a good token may be turned away: nobody can work. (Each bad token counts here too; many at once ' +
        'are an attack or a broken client.)',
    });
    raiseAlarm(this, 'ServerErrorsAlarm', {
      metric: serverErrors(api.restApiName),
      threshold: 5,
      tell,
      loses:
        'Requests end in an error that is ours. Phones keep what was typed and send it again; what is not stored now ' +
        'is late. The alarms of single functions say which part.',
    });
  }

  private functionOf(name: AreaName): LambdaFunction {
    const found = this.functions.get(name);
    if (found === undefined) throw new Error(`The area ${name} has no function.`);
    return found;
  }

  /** Every route of lib/areas.ts, and behind each path a catch-all, so that nothing answers without a token. */
  private createMethods(api: IRestApi): Method[] {
    const authorizer = new TokenAuthorizer(this, 'Tokens', {
      handler: this.authorizer,
      resultsCacheTtl: authorizerCache,
      // What is no token at all is 401 without waking the function.
      validationRegex: '^Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+$',
    });
    const methods: Method[] = [];
    const add = (resource: IResource, httpMethod: string, area: LambdaFunction, open: boolean) => {
      const method = new Method(resource, httpMethod, {
        httpMethod,
        resource,
        integration: new LambdaIntegration(area, { scopePermissionToMethod: false }),
        options: open ? { authorizationType: AuthorizationType.NONE } : { authorizer },
      });
      acknowledge(method, {
        COG4: 'The Lambda authorizer verifies the same Cognito token, and takes role and standing from her own record.',
        ...(open ? { APIG4: 'Tells nothing but that the API is there and what it looks like.' } : {}),
      });
      methods.push(method);
    };

    for (const [name, area] of this.functions) {
      for (const route of areas[name].routes) {
        const [httpMethod = '', path = ''] = route.split(' ');
        add(api.root.resourceForPath(path), httpMethod, area, openRoutes.includes(route));
      }
    }
    api.root.resourceForPath('/api/{proxy+}');
    for (const resource of resourcesBelow(api.root)) add(resource, 'ANY', this.functionOf('session'), false);
    return methods;
  }

  private createStage(api: IRestApi, methods: readonly Method[], settings: StageSettings): Stage {
    const problems = Object.entries(gatewayProblems).map(
      ([responseType, problem]) =>
        new CfnGatewayResponse(this, `Answer${responseType}`, {
          restApiId: api.restApiId,
          responseType,
          statusCode: String(problem.status),
          responseParameters: {
            'gatewayresponse.header.content-type': "'application/problem+json'",
            'gatewayresponse.header.cache-control': "'no-store'",
            'gatewayresponse.header.x-content-type-options': "'nosniff'",
            ...(problem.status === 429 ? { 'gatewayresponse.header.retry-after': "'5'" } : {}),
          },
          responseTemplates: { 'application/json': problemDocument(problem) },
        }),
    );

    const deployment = new Deployment(this, 'Deployment', { api });
    deployment.node.addDependency(...methods, ...problems);
    // A deployment is a copy: another one must follow whenever a route or an answer of the gateway changes.
    deployment.addToLogicalId(fingerprint([areas, openRoutes, gatewayProblems, authorizerCache.toSeconds()]));

    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const stage = new Stage(this, 'Stage', {
      deployment,
      stageName: apiStageName,
      // For everybody together; one person's limit stands in the firewall.
      throttlingRateLimit: 1000,
      throttlingBurstLimit: 2000,
      metricsEnabled: true,
      loggingLevel: MethodLoggingLevel.OFF,
      dataTraceEnabled: false,
      accessLogDestination: new LogGroupLogDestination(accessLog),
      accessLogFormat: accessLogFormat(),
    });
    stage.node.addDependency(this.allowGatewayToLog());
    acknowledge(stage, {
      APIG6:
        'Execution logs can hold bodies and tokens. The access log has status, latency and the gateway’s own errors of ' +
        'each call; the functions log the rest.',
    });
    return stage;
  }

  /** API Gateway has one role for its logs per account and region; without it no stage can have an access log. */
  private allowGatewayToLog(): CfnAccount {
    const role = new Role(this, 'GatewayLogRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    acknowledge(role, {
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
        'The policy that AWS made for this one use, and the only one that API Gateway accepts here.',
    });
    // It outlives the stack: other APIs of the account may log by it.
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const account = new CfnAccount(this, 'GatewayAccount', { cloudWatchRoleArn: role.roleArn });
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return account;
  }
}

/** What an area failed at: errors that it caught and told as 500, and what Lambda had to end. */
function faultsOf(name: AreaName, area: LambdaFunction): MathExpression {
  const period = Duration.minutes(5);
  const bugs = area.logGroup.addMetricFilter('Bugs', {
    filterPattern: FilterPattern.stringValue('$.message', '=', 'bug'),
    metricNamespace: 'LeadershipNext',
    metricName: `Bugs-${name}`,
  });
  return new MathExpression({
    expression: 'FILL(bugs, 0) + FILL(errors, 0)',
    usingMetrics: { bugs: bugs.metric({ statistic: 'Sum', period }), errors: area.metricErrors({ period }) },
    period,
  });
}

const resourcesBelow = (root: IResource): IResource[] =>
  root.node.findAll().filter((child) => child instanceof Resource);

const fingerprint = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

const serverErrors = (apiName: string): Metric =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName: '5XXError',
    dimensionsMap: { ApiName: apiName, Stage: apiStageName },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });

/** One line per call that names the route and never the path, the caller or her address. */
const accessLogFormat = (): AccessLogFormat =>
  AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      at: AccessLogField.contextRequestTimeEpoch(),
      method: AccessLogField.contextHttpMethod(),
      route: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      bytes: AccessLogField.contextResponseLength(),
      latencyMs: AccessLogField.contextResponseLatency(),
      functionMs: AccessLogField.contextIntegrationLatency(),
      authorizerMs: AccessLogField.contextAuthorizerIntegrationLatency(),
      gatewayAnswer: AccessLogField.contextErrorResponseType(),
      firewall: AccessLogField.contextWafResponseCode(),
    }),
  );
