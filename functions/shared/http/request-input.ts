import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as z from 'zod';
import { addDays, isDate, startOfDayInIndia } from '../calendar/calendar.ts';
import { AppError, type FieldError } from '../errors/errors.ts';

/** Validates the parts of a request: path, query and body. */

/** The error code that a schema's own check carries: `params.code`. */
const codeOf = (issue: z.core.$ZodIssue): string | undefined => {
  const params: unknown = issue.code === 'custom' ? issue.params : undefined;
  return typeof params === 'object' && params !== null && 'code' in params && typeof params.code === 'string'
    ? params.code
    : undefined;
};

/**
 * The name of a field for an error message; `?` if it has four digits in a row or does not look like a name. A caller may
 * send anything as a name, even a telephone number.
 */
const printableName = (name: PropertyKey): string =>
  typeof name === 'number' || /^(?!.*\d{4})[\w-]{1,64}$/.test(String(name)) ? String(name) : '?';

const fieldErrorsOf = (issues: readonly z.core.$ZodIssue[]): FieldError[] =>
  issues.flatMap((issue): FieldError[] => {
    const path = issue.path.map(printableName);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, printableName(key)].join('.'),
        message: 'This field is not known here.',
      }));
    }
    return [{ path: path.join('.'), message: issue.message }];
  });

/** The messages of issues whose schema has none of its own; undefined: zod's message. */
const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'This field is missing.';
  return issue.code === 'invalid_format' && issue.format === 'uuid'
    ? 'Write an id as a UUID; a new one is of version 7.'
    : undefined;
};

/**
 * Validates one part of a request.
 * @param code the error's code, unless every issue carries the same code of its own
 */
export const parseInput = (schema: z.ZodType, input: unknown, code: string): unknown => {
  const result = schema.safeParse(input, { error: explainIssue });
  if (result.success) {
    return result.data;
  }
  const issueCodes = new Set(result.error.issues.map(codeOf));
  const [firstCode] = issueCodes;
  throw new AppError(
    'invalid',
    issueCodes.size === 1 && firstCode !== undefined ? firstCode : code,
    'Some of what was sent is not valid; see errors.',
    { errors: fieldErrorsOf(result.error.issues) },
  );
};

const period = z.object({ from: z.string().optional(), to: z.string().optional() });

/**
 * Refuses a query whose period ends before it begins. `from` and `to` are Indian dates, which are whole days, or instants.
 * @throws AppError `invalid_date` at `to`
 */
const refuseReversedPeriod = (query: unknown): void => {
  const { from, to } = period.parse(query ?? {});
  if (from === undefined || to === undefined) {
    return;
  }
  const begins = isDate(from) ? startOfDayInIndia(from) : new Date(from);
  const ends = isDate(to) ? new Date(startOfDayInIndia(addDays(to, 1)).getTime() - 1) : new Date(to);
  if (begins > ends) {
    const message = 'The period ends before it begins.';
    throw new AppError('invalid', 'invalid_date', message, { errors: [{ path: 'to', message }] });
  }
};

/** Validates a request's query, in which each parameter occurs at most once. */
export const parseQuery = (schema: z.ZodType, event: APIGatewayProxyEvent): unknown => {
  const repeated = Object.entries(event.multiValueQueryStringParameters ?? {}).find(
    ([, values]) => (values?.length ?? 0) > 1,
  );
  if (repeated !== undefined) {
    throw new AppError('invalid', 'invalid_query', 'A parameter stands there more than once.', {
      errors: [{ path: printableName(repeated[0]), message: 'Give this parameter once.' }],
    });
  }
  const query = parseInput(schema, event.queryStringParameters ?? {}, 'invalid_query');
  refuseReversedPeriod(query);
  return query;
};
