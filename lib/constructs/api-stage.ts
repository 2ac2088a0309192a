import { createHash } from 'node:crypto';
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  CfnAccount,
  CfnGatewayResponse,
  Deployment,
  type IRestApi,
  LogGroupLogDestination,
  type Method,
  MethodLoggingLevel,
  Stage,
} from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { gatewayProblems, problemDocument } from '../gateway-problems.ts';
import { acknowledge } from './acknowledge.ts';

export type ApiStageProps = {
  readonly stageName: string;
  readonly methods: readonly Method[];
  /** All that the methods are made from, as data. If it changes, the API is deployed again. */
  readonly description: unknown;
  readonly logRetentionDays: number;
};

/** Creates the API's stage in API Gateway: its own error answers, throttle and access log. */
export function createApiStage(
  scope: Construct,
  api: IRestApi,
  { stageName, methods, description, logRetentionDays }: ApiStageProps,
): Stage {
  const problems = Object.entries(gatewayProblems).map(
    ([responseType, problem]) =>
      new CfnGatewayResponse(scope, `Answer${responseType}`, {
        restApiId: api.restApiId,
        responseType,
        statusCode: String(problem.status),
        // In API Gateway's mapping, single quotes mark a literal value.
        responseParameters: {
          'gatewayresponse.header.content-type': "'application/problem+json'",
          'gatewayresponse.header.cache-control': "'no-store'",
          'gatewayresponse.header.x-content-type-options': "'nosniff'",
          ...(problem.status === 429 || problem.status === 503
            ? { 'gatewayresponse.header.retry-after': "'5'" }
            : {}),
        },
        responseTemplates: { 'application/json': problemDocument(problem) },
      }),
  );

  const deployment = new Deployment(scope, 'Deployment', { api });
  deployment.node.addDependency(...methods, ...problems);
  // An API Gateway deployment is a copy, so any change of a route or gateway response needs a new deployment, with a new id.
  deployment.addToLogicalId(
    createHash('sha256')
      .update(JSON.stringify([gatewayProblems, description]))
      .digest('hex'),
  );

  const accessLog = new LogGroup(scope, 'AccessLog', {
    retention: logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const stage = new Stage(scope, 'Stage', {
    deployment,
    stageName,
    // Requests a second from everybody together. The firewall limits each person.
    throttlingRateLimit: 1000,
    throttlingBurstLimit: 2000,
    // Detailed metrics would be charged: five for each route, for each hour with a call. Nothing looks at them. The metrics of the whole stage are free.
    metricsEnabled: false,
    loggingLevel: MethodLoggingLevel.OFF,
    dataTraceEnabled: false,
    accessLogDestination: new LogGroupLogDestination(accessLog),
    accessLogFormat: accessLogFormat(),
  });
  stage.node.addDependency(allowGatewayToLog(scope));
  acknowledge(stage, {
    APIG6:
      'Execution logs can hold bodies and tokens. The access log has status, latency and the gateway’s own errors of ' +
      'each call; the functions log the rest.',
  });
  return stage;
}

/** API Gateway has one logging role per account and region. Without it no stage can have an access log. */
function allowGatewayToLog(scope: Construct): CfnAccount {
  const role = new Role(scope, 'GatewayLogRole', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    managedPolicies: [
      ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
    ],
  });
  acknowledge(role, {
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]':
      'The policy that AWS made for this one use, and the only one that API Gateway accepts here.',
  });
  // Retained: other APIs of the account may log with it.
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const account = new CfnAccount(scope, 'GatewayAccount', { cloudWatchRoleArn: role.roleArn });
  account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return account;
}

/** One line per call. It names the route and never the path, the caller or her address. */
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
