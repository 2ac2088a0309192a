import { ArnFormat, Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Construct } from 'constructs';
import { neutralName } from '../stage-names.ts';
import type { StageSettings } from '../stage-settings.ts';

/** From which part of the budget on a mail is sent, and of what: of what was spent, or of what the month is expected to cost. */
const notices = [
  { threshold: 80, notificationType: 'ACTUAL' },
  { threshold: 100, notificationType: 'ACTUAL' },
  { threshold: 100, notificationType: 'FORECASTED' },
] as const;

/**
 * The budget of a month of the whole account. AWS mails its own notices to whoever gets the alarms, whatever else fails.
 * @returns its ARN
 */
export function createBudget(
  scope: Construct,
  { stage, monthlyBudgetUsd, alarmEmail }: StageSettings,
): string {
  const budgetName = `${neutralName}-${stage}`;
  new CfnBudget(scope, 'Budget', {
    budget: {
      budgetName,
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: monthlyBudgetUsd, unit: 'USD' },
    },
    notificationsWithSubscribers:
      alarmEmail === undefined
        ? []
        : notices.map((notice) => ({
            notification: { ...notice, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
            subscribers: [{ subscriptionType: 'EMAIL', address: alarmEmail }],
          })),
  });
  return Stack.of(scope).formatArn({
    service: 'budgets',
    region: '',
    resource: 'budget',
    resourceName: budgetName,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
