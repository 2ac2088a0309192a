import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { apiStageName } from '../web-stack.ts';

/** The metric of an API's server errors: the number of its 5xx answers in five minutes. */
export const serverErrors = (apiName: string): Metric =>
  new Metric({
    namespace: 'AWS/ApiGateway',
    metricName: '5XXError',
    dimensionsMap: { ApiName: apiName, Stage: apiStageName },
    statistic: 'Sum',
    period: Duration.minutes(5),
  });
