import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { problemDocument, tooMany } from '../gateway-problems.ts';

export type FirewallProps = {
  /** ARN of the API stage. */
  readonly protects: string;
  /** The header with which the distribution shows that a request came through it, and the header's secret value. */
  readonly door: { readonly header: string; readonly secret: string };
  /** The header in which the distribution passes the caller's address. */
  readonly viewerHeader: string;
};

const minuteInSeconds = 60;
/** 100 requests a second for one person's token. Reasons: docs/decisions/0008-rate-limits.md. */
const requestsPerTokenAndMinute = 100 * minuteInSeconds;
/** Many people of an office or a mobile provider may share an address, so this limit only stops floods. */
const requestsPerAddressAndMinute = 3 * requestsPerTokenAndMinute;

type Rule = CfnWebACL.RuleProperty;
type Statement = CfnWebACL.StatementProperty;

/** What a rule publishes: its metric, and no sampled requests, which would store tokens. */
const visibilityOf = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

const block = (name: string, statement: Statement, customResponse?: CfnWebACL.CustomResponseProperty) => ({
  name,
  statement,
  action: { block: customResponse === undefined ? {} : { customResponse } },
});

/** The answer to a request over a limit. */
const slowDown = { responseCode: tooMany.status, customResponseBodyKey: 'too-many' };

/** AWS's own rule group of that name with its own actions, except that the rules in `onlyCount` block nothing. */
const managedRuleGroup = (name: string, onlyCount: readonly string[] = []) => ({
  name,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: onlyCount.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
});

/** Creates the firewall in front of the API: AWS WAF's rules, which admit only the distribution's requests and limit their rate. */
export function createFirewall(scope: Construct, { protects, door, viewerHeader }: FirewallProps): CfnWebACL {
  const throughTheDoor: Statement = {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { Name: door.header } },
      positionalConstraint: 'EXACTLY',
      searchString: door.secret,
      textTransformations: [{ priority: 0, type: 'NONE' }],
    },
  };
  // In the order in which the firewall evaluates them.
  const rules: Omit<Rule, 'priority' | 'visibilityConfig'>[] = [
    block('OnlyThroughTheDistribution', { notStatement: { statement: throughTheDoor } }),
    block(
      'RatePerAddress',
      {
        rateBasedStatement: {
          limit: requestsPerAddressAndMinute,
          evaluationWindowSec: minuteInSeconds,
          aggregateKeyType: 'FORWARDED_IP',
          // A request whose address cannot be read is blocked.
          forwardedIpConfig: { headerName: viewerHeader, fallbackBehavior: 'MATCH' },
        },
      },
      slowDown,
    ),
    block(
      'RatePerToken',
      {
        rateBasedStatement: {
          limit: requestsPerTokenAndMinute,
          evaluationWindowSec: minuteInSeconds,
          aggregateKeyType: 'CUSTOM_KEYS',
          customKeys: [
            { header: { name: 'authorization', textTransformations: [{ priority: 0, type: 'NONE' }] } },
          ],
        },
      },
      slowDown,
    ),
    // A meeting's sheet of forty members is 16 KB and we allow 256 KB, so the rule that limits a body to 8 KB only counts.
    managedRuleGroup('AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY']),
    managedRuleGroup('AWSManagedRulesKnownBadInputsRuleSet'),
  ];
  const firewall = new CfnWebACL(scope, 'Firewall', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibilityOf('Firewall'),
    customResponseBodies: {
      'too-many': { contentType: 'APPLICATION_JSON', content: problemDocument(tooMany) },
    },
    rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibilityOf(rule.name) })),
  });
  new CfnWebACLAssociation(scope, 'FirewallAtApi', {
    resourceArn: protects,
    webAclArn: firewall.attrArn,
  });
  return firewall;
}
