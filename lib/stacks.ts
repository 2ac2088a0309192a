import type { App, StackProps } from 'aws-cdk-lib';
import { Tags } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import { DataStack } from './data-stack.ts';
import { FunctionsStack } from './functions-stack.ts';
import { IamEventsStack } from './iam-events-stack.ts';
import { IdentityStack } from './identity-stack.ts';
import { ReportingStack } from './reporting-stack.ts';
import { RoutesStack } from './routes-stack.ts';
import { SiteStack } from './site-stack.ts';
import { stackNameOf } from './stage-names.ts';
import { region, type StageSettings } from './stage-settings.ts';
import { UrgentAlertsStack } from './urgent-alerts-stack.ts';
import { WebStack } from './web-stack.ts';

/**
 * Creates all stacks of a stage, in the order of their dependencies: the site's address comes before the sign-in (which
 * returns to it), and the sign-in before the functions (which trust its tokens) and the pages (which link to
 * it).
 * @param webClient the directory of the built web client
 */
export function createStacks(app: App, settings: StageSettings, webClient: string) {
  const props = (name: string, description: string): StackProps => ({
    stackName: stackNameOf(settings.stage, name),
    description: `Leadership Next (${settings.stage}): ${description}`,
    env: { region },
    terminationProtection: true,
  });

  const data = new DataStack(app, 'Data', settings, props('data', 'tables, buckets, keys and the trail'));
  const iamEvents = new IamEventsStack(
    app,
    'IamEvents',
    props('events', 'who changes roles and the distribution, for the notices'),
  );
  const web = new WebStack(app, 'Web', { settings, data }, props('web', 'the address people use'));
  const identity = new IdentityStack(app, 'Identity', { settings, web }, props('identity', 'sign-in'));
  const reporting = new ReportingStack(
    app,
    'Reporting',
    { settings, data, web, identity, webClient },
    props('reporting', 'the monthly snapshot'),
  );
  const alerts = new UrgentAlertsStack(
    app,
    'Alerts',
    { settings, data, reporting },
    props('alerts', 'who is told that an urgent case waits'),
  );
  const functions = new FunctionsStack(
    app,
    'Functions',
    { data, web, reporting },
    props('functions', 'the functions that answer requests'),
  );
  const routes = new RoutesStack(
    app,
    'Routes',
    { data, web, reporting, functions },
    props('routes', 'the authorizer, and the routes of members, collectives and cases'),
  );
  const api = new ApiStack(
    app,
    'Api',
    { settings, data, web, functions, routes },
    props('api', 'the other routes, and the stage that serves all'),
  );
  const site = new SiteStack(
    app,
    'Site',
    { settings, web, identity, webClient },
    props('site', 'the web client'),
  );
  // What reads the journal goes before what writes to it: a new kind of line is known before the first is written. The pages come last, when all that
  // they call is there, and so a deployment ends with their output, the next step.
  functions.addStackDependency(alerts);
  const others = { data, iamEvents, web, identity, reporting, alerts, functions, routes, api };
  for (const stack of Object.values(others)) site.addStackDependency(stack);

  Tags.of(app).add('programme', 'leadership-next');
  Tags.of(app).add('stage', settings.stage);
  return { ...others, site };
}
