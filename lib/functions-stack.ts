import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { createAlarm } from './constructs/alarm.ts';
import { createDashboard } from './constructs/dashboard.ts';
import { failuresOf } from './constructs/failures.ts';
import { createFunction, type DeployedFunction } from './constructs/lambda-function.ts';
import { createMisuseAlarms } from './constructs/misuse-alarms.ts';
import { serverErrors } from './constructs/server-errors.ts';
import type { DataStack } from './data-stack.ts';
import { type AreaName, areas } from './functions/with-routes.ts';
import { compilerMemoryMB } from './functions/without-routes.ts';
import type { ReportingStack } from './reporting-stack.ts';
import type { WebStack } from './web-stack.ts';

export type FunctionsStackProps = {
  readonly data: DataStack;
  readonly web: WebStack;
  readonly reporting: ReportingStack;
};

/** Below API Gateway's limit of 29 seconds, and half of the time that the web client waits (30 seconds). */
const requestTimeout = Duration.seconds(15);
/** All areas: the filter only narrows the type. */
const areaNames = Object.keys(areas).filter((name): name is AreaName => name in areas);

/** What people cannot do while an area fails: the text of its alarm. */
const impacts: Readonly<Record<AreaName, string>> = {
  api: 'After signing in nobody gets her role, so no screen opens; calls to unknown addresses fail too.',
  devices:
    'Phones that need the network to unlock stay locked, and a forgotten PIN cannot be replaced. Nothing is lost, but their ' +
    'unsent work waits. Disabled people’s phones are not wiped.',
  collectives: 'Leaders and coordinators cannot open their collectives or form new ones.',
  members: 'Leaders cannot enrol a member, find one or record her consent.',
  sameWomen:
    'Nobody sees which women may be enrolled twice, nor can tell them apart; they are found all the same.',
  requests:
    'Nobody can record what a woman asks about what is kept of her, or a grievance, and the days to answer run on.',
  record: 'A woman who asks cannot be shown what is kept of her, and who looked.',
  books: 'Meeting sheets are not accepted: today’s savings wait on the leaders’ phones.',
  moves: 'No woman can move to another group with what she holds, and no group can divide or join another.',
  cases: 'Crisis cases cannot be opened or read: a caseworker may not know what a woman needs tonight.',
  pack: 'Leaders’ phones get no news: not that somebody has taken an urgent case, nor what others recorded. What they write is still sent.',
  demands:
    'What is asked of offices of the State can’t be read or recorded, and agendas still tell what waits.',
  voice: 'Spoken texts can be neither recorded nor approved. Phones play what they have.',
  questions:
    'The desk cannot ask leaders anything, and what they answer waits on their phones. Nothing is lost.',
  outreach: 'Trainings, orientations and stories cannot be recorded.',
  exports: 'Nobody can save a list as a file. Everything else works.',
  audit: 'The auditor cannot see who changed or read what.',
  erasure: 'Erasures cannot be requested: a woman who asks for one can still be read.',
  approvals:
    'Requests that need two people cannot be approved: a new coordinator waits for her access, and a woman who is to be ' +
    'erased can still be read.',
  handover:
    'Nobody can ask to hand the data over, or download a pack that was made. Nothing else depends on it.',
  health:
    'Administrators cannot look whether all is well. They still get mail of what is not, and the alarms still come.',
  closing: 'The coordinator cannot correct a published month.',
  programme:
    'Targets, baselines, terms and the narrative of a month cannot be set: a month that closes now is published without them.',
  preview: 'The coordinator cannot look at the month before it closes.',
  people: 'Nobody can be given access, and nobody’s access can be taken away.',
  snapshots: 'The funder cannot read or download what was published.',
};

/**
 * The functions that answer requests, with their alarms and the dashboard. They have a stack of their own because CloudFormation allows
 * 500 resources in a stack, and each route takes some of them.
 */
export class FunctionsStack extends Stack {
  readonly functions: ReadonlyMap<AreaName, DeployedFunction>;
  /** The function `api`, which also answers unknown paths. */
  readonly about: DeployedFunction;

  constructor(
    scope: Construct,
    id: string,
    { data, web, reporting }: FunctionsStackProps,
    stackProps: StackProps,
  ) {
    super(scope, id, stackProps);
    const notify = data.alarmTopic;
    const { functionContext } = reporting;

    // With 1 GB of memory comes a share of the processor that a cold start needs, which is mostly computing. The preview counts months, as `compile` does.
    const create = (name: AreaName) =>
      createFunction(this, name, functionContext, {
        memoryMB: name === 'preview' ? compilerMemoryMB : 1024,
        timeout: requestTimeout,
      });
    const about = create('api');
    this.about = about;
    this.functions = new Map(areaNames.map((name) => [name, name === 'api' ? about : create(name)]));

    for (const [name, area] of this.functions) {
      createAlarm(this, `${area.node.id}Alarm`, {
        metric: failuresOf(name, area),
        notify,
        impact: `${impacts[name]} The function "${name}" fails; its log says where.`,
      });
    }
    createMisuseAlarms(this, this.functions, notify);
    createDashboard(this, {
      functions: this.functions.values(),
      serverErrors: serverErrors(web.restApiName),
      queues: reporting.queues,
      render: reporting.render,
    });
  }
}
