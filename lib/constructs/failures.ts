import { Duration, Stack } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern } from 'aws-cdk-lib/aws-logs';
import type { DeployableName } from '../functions/all.ts';

/** The metric of a function's failures in five minutes: logged errors (answered with 500) plus Lambda's own errors (crashes, timeouts). */
export function failuresOf(name: DeployableName, lambda: LambdaFunction): MathExpression {
  const period = Duration.minutes(5);
  const logged = lambda.logGroup.addMetricFilter('Faults', {
    filterPattern: FilterPattern.stringValue('$.level', '=', 'error'),
    // One namespace per stack, so that stages in one account stay apart.
    metricNamespace: Stack.of(lambda).stackName,
    metricName: `Faults-${name}`,
  });
  return new MathExpression({
    expression: 'FILL(logged, 0) + FILL(ended, 0)',
    usingMetrics: {
      logged: logged.metric({ statistic: 'Sum', period }),
      ended: lambda.metricErrors({ period }),
    },
    period,
  });
}
