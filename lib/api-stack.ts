import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { apiContract } from '../functions/api/contract.ts';
import { type AreaName, areas, compilerMemoryMB } from './areas.ts';
import { createAlarm } from './constructs/alarm.ts';
import { createApiStage } from './constructs/api-stage.ts';
import { createFunction } from './constructs/area-function.ts';
import { createDashboard } from './constructs/dashboard.ts';
import { failuresOf } from './constructs/failures.ts';
import { createFirewall } from './constructs/firewall.ts';
import { createMisuseAlarms } from './constructs/misuse-alarms.ts';
import { createRoutes } from './constructs/routes.ts';
import type { DataStack } from './data-stack.ts';
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

/** Routes without a token. */
const publicRoutes: readonly string[] = Object.entries(apiContract)
  .filter(([, { who }]) => who === 'anyone')
  .map(([route]) => route);

/** API Gateway times out after 29 s; a phone gives up on a write long before 15. */
const requestTimeout = Duration.seconds(15);
/**
 * How long API Gateway caches the authorizer's answer. With the read itself, a change of role takes effect
 * within a minute.
 */
const authorizerCache = Duration.seconds(45);

const areaNames = Object.keys(areas).filter((name): name is AreaName => name in areas);

/** What people cannot do while an area fails, for the alarm. */
const impacts: Readonly<Record<AreaName, string>> = {
  api: 'After signing in nobody gets her role, so no screen opens; calls to unknown addresses fail too.',
  devices:
    'Phones that need the network to unlock stay locked, and a forgotten PIN cannot be replaced. Nothing is lost, but their ' +
    'unsent work waits. Disabled people’s phones are not wiped.',
  collectives: 'Leaders and coordinators cannot open their collectives or form new ones.',
  members: 'Leaders cannot enrol a member, find one or record her consent.',
  requests:
    'Nobody can record what a woman asks about what is kept of her, or a grievance, and the days to answer run on.',
  books: 'Meeting sheets are not accepted: today’s savings wait on the leaders’ phones.',
  cases: 'Crisis cases cannot be opened or read: a caseworker may not know what a woman needs tonight.',
  pack: 'Leaders’ phones get no news: not that somebody has taken an urgent case, nor what others recorded. What they write is still sent.',
  outreach: 'Trainings, orientations and stories cannot be recorded.',
  exports: 'Nobody can save a list as a file. Everything else works.',
  audit: 'The auditor cannot see who changed or read what.',
  erasure: 'Erasures cannot be requested: a woman who asks for one can still be read.',
  approvals:
    'Requests that need two people cannot be approved: a new coordinator waits for her access, and a woman who is to be ' +
    'erased can still be read.',
  closing: 'The coordinator cannot correct a published month.',
  programme:
    'Targets, baselines, terms and the narrative of a month cannot be set: a month that closes now is published without them.',
  preview: 'The coordinator cannot look at the month before it closes.',
  people: 'Nobody can be given access, and nobody’s access can be taken away.',
  snapshots: 'The funder cannot read or download what was published.',
};

/** The routes and their functions. */
export class ApiStack extends Stack {
  readonly functions: ReadonlyMap<AreaName, LambdaFunction>;
  readonly authorizer: LambdaFunction;

  constructor(scope: Construct, id: string, props: ApiStackProps, stackProps: StackProps) {
    super(scope, id, stackProps);
    const { settings, data, web, reporting } = props;
    const notify = data.alarmTopic;
    const functionContext = reporting.functionContext;

    // 1 GB for the processor share that comes with it: a cold start is mostly computing. The preview counts as the compile does.
    const create = (name: AreaName) =>
      createFunction(this, name, functionContext, {
        memoryMB: name === 'preview' ? compilerMemoryMB : 1024,
        timeout: requestTimeout,
      });
    const about = create('api');
    this.functions = new Map(areaNames.map((name) => [name, name === 'api' ? about : create(name)]));
    this.authorizer = createFunction(this, 'authorizer', functionContext, {
      memoryMB: 1024,
      timeout: Duration.seconds(10),
    });

    const api = RestApi.fromRestApiAttributes(this, 'RestApi', {
      restApiId: web.restApi.ref,
      rootResourceId: web.restApi.attrRootResourceId,
      restApiName: web.restApiName,
    });
    const routes = [...this.functions].flatMap(([name, by]) =>
      areas[name].routes.map((route) => ({ route, by, open: publicRoutes.includes(route) })),
    );
    const methods = createRoutes(api, {
      routes,
      authorizer: this.authorizer,
      cacheFor: authorizerCache,
      catchAll: about,
    });
    const stage = createApiStage(this, api, {
      stageName: apiStageName,
      methods,
      serves: [areas, publicRoutes, authorizerCache.toSeconds()],
      logRetentionDays: settings.logRetentionDays,
    });
    createFirewall(this, {
      protects: stage.stageArn,
      door: { header: doorHeader, secret: web.doorSecret.secretValue.unsafeUnwrap() },
      viewerHeader,
    });

    for (const [name, area] of this.functions) {
      createAlarm(this, `${area.node.id}Alarm`, {
        metric: failuresOf(name, area),
        notify,
        impact: `${impacts[name]} The function "${name}" fails; its log says where.`,
      });
    }
    createMisuseAlarms(this, this.functions, notify);
    createAlarm(this, 'AuthorizerAlarm', {
      metric: this.authorizer.metricErrors({ period: Duration.minutes(5) }),
      threshold: 50,
      notify,
      impact:
        'People with a valid token may be refused: nobody can work. (Invalid tokens count here too; many at once ' +
        'mean an attack or a broken client.)',
    });
    createAlarm(this, 'ServerErrorsAlarm', {
      metric: serverErrors(api.restApiName),
      threshold: 5,
      notify,
      impact:
        'Requests fail because of our errors. Phones keep unsent work and send it again later. The alarms of single ' +
        'functions say which part fails.',
    });
    createDashboard(this, {
      functions: this.functions.values(),
      serverErrors: serverErrors(api.restApiName),
      queues: reporting.queues,
      render: reporting.render,
    });
  }
}

const serverErrors = (apiName: string): Metric =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName: '5XXError',
    dimensionsMap: { ApiName: apiName, Stage: apiStageName },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
