import * as z from 'zod';

/** The states and fields of a state machine's definition that run-state-machine.ts knows. */

export const json = z.json();

export type Json = z.infer<typeof json>;

export const template = z.record(z.string(), json);

const catchers = z.array(
  z.strictObject({
    ErrorEquals: z.tuple([z.literal('States.ALL')]),
    ResultPath: z.string(),
    Next: z.string(),
  }),
);

const next = { Next: z.string().optional(), End: z.literal(true).optional() };

export const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.string(),
  Parameters: template.optional(),
  ResultSelector: template.optional(),
  ResultPath: z.string().nullable().optional(),
  Retry: z.array(json).optional(),
  Catch: catchers.optional(),
  ...next,
});

export const choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.array(
    z.union([
      z.strictObject({ Variable: z.string(), IsPresent: z.boolean(), Next: z.string() }),
      z.strictObject({ Variable: z.string(), BooleanEquals: z.boolean(), Next: z.string() }),
      z.strictObject({
        And: z.array(z.strictObject({ Variable: z.string(), StringEquals: z.string() })),
        Next: z.string(),
      }),
    ]),
  ),
  Default: z.string(),
});

export const map = z.strictObject({
  Type: z.literal('Map'),
  ItemsPath: z.string(),
  ItemSelector: template,
  MaxConcurrency: z.int(),
  ResultPath: z.string().nullable(),
  Catch: catchers.optional(),
  ItemProcessor: z.strictObject({
    ProcessorConfig: z.union([
      z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.literal('STANDARD') }),
      z.strictObject({ Mode: z.literal('INLINE') }),
    ]),
    StartAt: z.string(),
    States: z.record(z.string(), task),
  }),
  ...next,
});

const pass = z.strictObject({ Type: z.literal('Pass'), Parameters: template, ...next });

export const wait = z.strictObject({ Type: z.literal('Wait'), Seconds: z.int(), ...next });

const succeed = z.strictObject({ Type: z.literal('Succeed') });

const fail = z.strictObject({ Type: z.literal('Fail'), Error: z.string(), Cause: z.string() });

const anyState = z.discriminatedUnion('Type', [task, choice, map, pass, wait, succeed, fail]);

export const definition = z.strictObject({
  Comment: z.string().optional(),
  TimeoutSeconds: z.int().optional(),
  StartAt: z.string(),
  States: z.record(z.string(), anyState),
});

export type State = z.infer<typeof anyState>;

export type Task = z.infer<typeof task>;
