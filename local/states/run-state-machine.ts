import * as z from 'zod';
import { fill, outputOf, select } from './expressions.ts';
import {
  type choice,
  definition,
  type Json,
  json,
  type map,
  type State,
  type Task,
  type task,
} from './state-machine-schema.ts';

/**
 * Runs a state machine's definition (Amazon States Language) like Step Functions. It knows only the states, the fields and the part of JSONPath that our
 * definitions use, and refuses everything else. It ignores `Comment`, `TimeoutSeconds` and `Retry`: here nothing is retried or ended. An error leads to the
 * state that `Catch` names, if there is one.
 */

export type MachineRun = {
  /** The execution's name. */
  readonly name: string;
  readonly input: unknown;
  /** When the execution started (default: the real time). */
  readonly startedAt?: string;
  /** Calls the resource of a task: a function, or an operation of a service. */
  readonly invoke: (resource: string, input: Json) => Promise<unknown>;
  /** Waits as a state says (default: not at all). */
  readonly wait?: (seconds: number) => Promise<void>;
};

/** A value as it arrives in the cloud, where inputs and answers are sent as JSON texts. */
const throughJson = (value: unknown): Json => json.parse(JSON.parse(JSON.stringify(value ?? null)));

/** What running a state needs. The context is the values that a path with `$$` selects. */
type Run = Pick<MachineRun, 'invoke'> & { readonly context: Record<string, Json> };

/** Runs a task once. @returns the output of the state */
const runTask = async (
  { Resource, Parameters, ResultSelector, ResultPath }: Task,
  input: Json,
  { invoke, context }: Run,
): Promise<Json> => {
  const payload = Parameters === undefined ? input : fill(Parameters, input, context);
  const answer = throughJson(await invoke(Resource, payload));
  const result = ResultSelector === undefined ? answer : fill(ResultSelector, answer, context);
  return outputOf(input, result, ResultPath);
};

/** Runs the task of a map for each item, `MaxConcurrency` at a time. @returns the output of the state */
const runMap = async (state: z.infer<typeof map>, input: Json, run: Run): Promise<Json> => {
  const { ItemsPath, ItemSelector, ItemProcessor, MaxConcurrency, ResultPath } = state;
  const items = z.array(json).parse(select(ItemsPath, input, run.context));
  const itemState = ItemProcessor.States[ItemProcessor.StartAt];
  if (itemState?.End !== true) {
    throw new Error('Only one state for each item is known here.');
  }
  const results: Json[] = [];
  for (let start = 0; start < items.length; start += MaxConcurrency) {
    const batch = items.slice(start, start + MaxConcurrency).map((item) => {
      const context = { ...run.context, Map: { Item: { Value: item } } };
      return runTask(itemState, fill(ItemSelector, input, context), { ...run, context });
    });
    results.push(...(await Promise.all(batch)));
  }
  return outputOf(input, results, ResultPath);
};

/** The name of the state to which a choice leads. */
const choose = ({ Choices, Default }: z.infer<typeof choice>, input: Json, { context }: Run): string => {
  const isTrue = (option: (typeof Choices)[number]): boolean => {
    if ('And' in option) {
      return option.And.every(
        ({ Variable, StringEquals }) => select(Variable, input, context) === StringEquals,
      );
    }
    if ('BooleanEquals' in option) {
      return select(option.Variable, input, context) === option.BooleanEquals;
    }
    const isPresent = select(option.Variable, input, context) !== undefined;
    return isPresent === option.IsPresent;
  };
  return Choices.find(isTrue)?.Next ?? Default;
};

/** Runs a task or a map. After an error that the definition catches, the next state is the one that `Catch` names. */
const runCatching = async (
  state: z.infer<typeof task> | z.infer<typeof map>,
  input: Json,
  run: Run,
): Promise<{ readonly value: Json; readonly next: string | undefined }> => {
  try {
    const value = await (state.Type === 'Task' ? runTask(state, input, run) : runMap(state, input, run));
    return { value, next: state.Next };
  } catch (error) {
    const [handler] = state.Catch ?? [];
    if (handler === undefined) throw error;
    const cause = { Error: error instanceof Error ? error.name : 'Error', Cause: String(error) };
    return { value: outputOf(input, cause, handler.ResultPath), next: handler.Next };
  }
};

/**
 * Runs a state machine.
 * @param text its definition in JSON
 * @returns the output of the last state
 * @throws Error if a state failed and nothing caught it, or a state `Fail` was reached
 */
export const runStateMachine = async (
  text: string,
  { name, input, startedAt = new Date().toISOString(), invoke, wait: pause = async () => {} }: MachineRun,
): Promise<Json> => {
  const { StartAt, States } = definition.parse(JSON.parse(text));
  const run: Run = { invoke, context: { Execution: { Name: name, StartTime: startedAt } } };
  let value = throughJson(input);
  let stateName: string | undefined = StartAt;
  // The last state has no name of a next one.
  while (stateName !== undefined) {
    const state: State | undefined = States[stateName];
    switch (state?.Type) {
      case 'Task':
      case 'Map': {
        const done = await runCatching(state, value, run);
        value = done.value;
        stateName = done.next;
        break;
      }
      case 'Choice':
        stateName = choose(state, value, run);
        break;
      case 'Pass':
        value = fill(state.Parameters, value, run.context);
        stateName = state.Next;
        break;
      case 'Wait':
        await pause(state.Seconds);
        stateName = state.Next;
        break;
      case 'Succeed':
        return value;
      case 'Fail':
        throw new Error(`${state.Error}: ${state.Cause}`);
      default:
        throw new Error(`There is no state ${stateName}.`);
    }
  }
  return value;
};
