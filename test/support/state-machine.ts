import * as z from 'zod';

/**
 * Runs a state machine's definition, as Step Functions would: the states and the part of JSONPath that ours use. Whatever else
 * a definition holds is refused, so that nothing is passed over.
 */

const json = z.json();
type Json = z.infer<typeof json>;

const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.string(),
  Parameters: z.record(z.string(), json).optional(),
  ResultPath: z.string().nullable().optional(),
  Retry: z.array(json),
  Next: z.string().optional(),
  End: z.literal(true).optional(),
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  Choices: z.array(z.strictObject({ Variable: z.string(), IsPresent: z.boolean(), Next: z.string() })),
  Default: z.string(),
});
const map = z.strictObject({
  Type: z.literal('Map'),
  ItemsPath: z.string(),
  ItemSelector: z.record(z.string(), json),
  MaxConcurrency: z.int(),
  ResultPath: z.null(),
  Next: z.string(),
  ItemProcessor: z.strictObject({
    ProcessorConfig: z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.literal('STANDARD') }),
    StartAt: z.string(),
    States: z.record(z.string(), task),
  }),
});
const succeed = z.strictObject({ Type: z.literal('Succeed') });
const anyState = z.discriminatedUnion('Type', [task, choice, map, succeed]);
const definition = z.object({
  StartAt: z.string(),
  States: z.record(z.string(), anyState),
});
type Task = z.infer<typeof task>;

/** The functions by the resource of their tasks. */
type Functions = (resource: string, input: Json) => Promise<unknown>;

/** What a path selects: `$`, `$$` (the context) and names and indexes below. */
const select = (path: string, input: Json, context: Json): Json | undefined => {
  const [root = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
  if (root !== '$' && root !== '$$') {
    throw new Error(`${path} is no path.`);
  }
  return steps.reduce<Json | undefined>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    root === '$' ? input : context,
  );
};

const fill = (template: Readonly<Record<string, Json>>, input: Json, context: Json): Json =>
  Object.fromEntries(
    Object.entries(template).map(([name, value]) => {
      if (!name.endsWith('.$')) {
        return [name, value];
      }
      const found = select(z.string().parse(value), input, context);
      if (found === undefined) {
        throw new Error(`${String(value)} selects nothing.`);
      }
      return [name.slice(0, -2), found];
    }),
  );

/** @returns the output of the last state */
export const runStateMachine = async (
  text: string,
  { name, input, invoke }: { readonly name: string; readonly input: Json; readonly invoke: Functions },
): Promise<Json> => {
  const { StartAt, States } = definition.parse(JSON.parse(text));
  const context = { Execution: { Name: name } };
  const runTask = async ({ Resource, Parameters, ResultPath = '$' }: Task, own: Json): Promise<Json> => {
    const payload = Parameters === undefined ? own : fill(Parameters, own, context);
    // Both ways are text in the cloud.
    const result = json.parse(JSON.parse(JSON.stringify((await invoke(Resource, payload)) ?? null)));
    if (ResultPath === null) {
      return own;
    }
    if (ResultPath !== '$') {
      throw new Error(`ResultPath ${ResultPath} is not known here.`);
    }
    return result;
  };

  let value = input;
  for (let at: string | undefined = StartAt; at !== undefined; ) {
    const state: z.infer<typeof anyState> | undefined = States[at];
    switch (state?.Type) {
      case 'Task':
        value = await runTask(state, value);
        at = state.Next;
        break;
      case 'Choice': {
        const current = value;
        at =
          state.Choices.find(
            ({ Variable, IsPresent }) => (select(Variable, current, context) !== undefined) === IsPresent,
          )?.Next ?? state.Default;
        break;
      }
      case 'Map': {
        const { ItemsPath, ItemSelector, ItemProcessor, MaxConcurrency } = state;
        const items = z.array(json).parse(select(ItemsPath, value, context));
        const own = ItemProcessor.States[ItemProcessor.StartAt];
        if (own?.End !== true) {
          throw new Error('Only one state for each item is known here.');
        }
        for (let start = 0; start < items.length; start += MaxConcurrency) {
          const some = items.slice(start, start + MaxConcurrency);
          const current = value;
          await Promise.all(
            some.map((item) =>
              runTask(own, fill(ItemSelector, current, { ...context, Map: { Item: { Value: item } } })),
            ),
          );
        }
        at = state.Next;
        break;
      }
      case 'Succeed':
        return value;
      default:
        throw new Error(`There is no state ${at}.`);
    }
  }
  return value;
};
