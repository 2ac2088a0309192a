import { type IStackSynthesizer, LegacyStackSynthesizer, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { region } from './stage-settings.ts';

/** The region in which IAM and CloudFront report their calls, wherever they were made. */
export const globalRegion = 'us-east-1';

/**
 * Forwards what IAM and CloudFront report to the region of the other stacks, whose account notices tell the operators of it. It has no
 * files, so it needs no bootstrapping of a second region.
 */
export class IamEventsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    // CDK's classes do not compile under exactOptionalPropertyTypes, although this is an IStackSynthesizer.
    const withoutBootstrapping: unknown = new LegacyStackSynthesizer();
    super(scope, id, {
      ...props,
      env: { region: globalRegion },
      synthesizer: withoutBootstrapping as IStackSynthesizer,
    });
    const busArn = this.formatArn({
      service: 'events',
      region,
      resource: 'event-bus',
      resourceName: 'default',
    });
    new Rule(this, 'ToNotices', {
      description: `Forwards the calls of IAM and CloudFront to ${region}`,
      eventPattern: {
        source: ['aws.iam', 'aws.cloudfront'],
        detailType: ['AWS API Call via CloudTrail'],
      },
      targets: [new BusTarget(EventBus.fromEventBusArn(this, 'Notices', busArn))],
    });
  }
}
