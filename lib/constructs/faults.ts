import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { FunctionName } from '../areas.ts';

/** What a function failed at: what it logged as an error (and told as 500), and what Lambda had to end. */
export function faultsOf(name: FunctionName, of: LambdaFunction): MathExpression {
  const period = Duration.minutes(5);
  const logged = of.logGroup.addMetricFilter('Faults', {
    filterPattern: FilterPattern.stringValue('$.level', '=', 'error'),
    // Stages may share an account: one must not ring for another.
    metricNamespace: Stack.of(of).stackName,
    metricName: `Faults-${name}`,
  });
  return new MathExpression({
    expression: 'FILL(logged, 0) + FILL(ended, 0)',
    usingMetrics: {
      logged: logged.metric({ statistic: 'Sum', period }),
      ended: of.metricErrors({ period }),
    },
    period,
  });
}
