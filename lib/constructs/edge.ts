import { Duration, type Stack } from 'aws-cdk-lib';
import {
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { securityHeaders } from '../page-policy.ts';

/** What CloudFront adds to each answer, and the functions that it runs before each request. */

/** The headers of an answer: those of every answer, this policy, and further headers by name. */
export function createHeaders(
  scope: Stack,
  id: string,
  contentSecurityPolicy: string,
  furtherHeaders: Readonly<Record<string, string>> = {},
): ResponseHeadersPolicy {
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(730),
        includeSubdomains: true,
        override: true,
      },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries({ ...securityHeaders, ...furtherHeaders }).map(([header, value]) => ({
        header,
        value,
        override: true,
      })),
    },
  });
}

/** A function at CloudFront's edge. @param file its name in lib/edge, without `.js` */
export function createEdgeFunction(scope: Stack, id: string, file: string) {
  return {
    eventType: FunctionEventType.VIEWER_REQUEST,
    function: new EdgeFunction(scope, id, {
      // CDK's default name is the same in every stage, and must be unique per account.
      functionName: `${scope.stackName}-${file}`,
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromFile({ filePath: `${import.meta.dirname}/../edge/${file}.js` }),
    }),
  };
}
