import * as z from 'zod';
import { openGate } from '../../functions/months/disclosure/gate.ts';
import { indicators } from '../../functions/months/indicators/catalogue.ts';
import { addShards } from '../../functions/months/publishing/add-shards.ts';
import type { CompileDeps } from '../../functions/months/publishing/compile.ts';
import { countShard } from '../../functions/months/publishing/count-shard.ts';
import { planShards } from '../../functions/months/publishing/plan-shards.ts';
import { folderOf, manifestName } from '../../functions/months/publishing/publication-folder.ts';
import { publishShards } from '../../functions/months/publishing/publish-shards.ts';
import type { Registered } from '../../functions/months/publishing/read-register.ts';
import type { RenderMessage } from '../../functions/months/publishing/render-message.ts';
import { addInput, shardInput } from '../../functions/months/publishing/shard-files.ts';
import type { JournalLine } from '../../functions/shared/journal/line.ts';
import { runStateMachine } from '../../local/states/run-state-machine.ts';
import { functionsOf } from '../lib/policies.ts';
import { productionSettings, resourcesOf, synthesise } from '../lib/synthesise.ts';
import { createJournal } from './journal-builder.ts';
import { createStoreDouble } from './store-double.ts';

/** Runs the synthesised state machine that counts a journal in shards. */

export const shards = 16;
const templates = synthesise(productionSettings({ countShards: shards }));

/** The synthesised definition, with `function:` and its name for each function. */
const definition = (() => {
  const machine = resourcesOf(templates.reporting, 'AWS::StepFunctions::StateMachine')[0];
  const names = new Map([...functionsOf(templates)].map(([name, { id }]) => [id.slice(0, -8), name]));
  const pieces = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.json())]) })
    .parse(machine?.Properties.DefinitionString)['Fn::Join'][1];
  /** The alias of a function: its id begins with the function's, without the hash. */
  const alias = z.object({ Ref: z.string().regex(/Aliaslive[0-9A-F]{8}$/) });
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : `function:${names.get(alias.parse(piece).Ref.slice(0, -'Aliaslive01234567'.length))}`,
    )
    .join('');
})();

/** A programme's buckets and register in memory. What is handed over to be rendered is complete at once. */
export const createWorld = (
  recorded: readonly JournalLine[],
  gate: CompileDeps['snapshotDeps']['gate'] = openGate,
) => {
  // No month waits: the programme has a name from the first line on.
  const lines = [createJournal().at('2020-01-01T10:00').terms('2020-01', 'Funder'), ...recorded];
  const published = createStoreDouble();
  const state = createStoreDouble();
  const registered: Registered[] = [];
  const handovers: RenderMessage[] = [];
  const alarms: string[] = [];
  const register = (month: string, cutoff: string, id = `${month}`, reason: string | null = null) => {
    const version = registered.filter((one) => one.month === month).length + 1;
    const ordinal = registered.length + 1;
    registered.push({ id, ordinal, month, version, cutoff, reason, registeredAt: cutoff });
  };
  const deps: CompileDeps = {
    snapshotDeps: {
      catalogue: indicators,
      gate,
      readLines: (from, to) => [
        lines.filter(({ recordedAt }) => recordedAt < to && (from === null || recordedAt >= from)),
      ],
      published,
      state,
      alarm: (message) => alarms.push(message),
      sendToRender: async (renderMessage) => {
        handovers.push(renderMessage);
        for (const publication of renderMessage.publications) {
          await published.write(`${folderOf(publication)}${manifestName}`, Buffer.from('complete'));
        }
      },
    },
    publications: {
      registerMonth: async (month, cutoff) => {
        if (!registered.some((one) => one.month === month)) {
          register(month, cutoff);
        }
      },
      addWaiting: async () => {},
      listWaiting: async () => [],
      list: async () => registered,
    },
    listTerms: async () => lines.filter((line) => line.type === 'programme_terms_set'),
    alertWaiting: async () => {},
    cutoffDay: 5,
    pause: async () => {},
    log: () => {},
  };
  return { published, state, registered, register, handovers, alarms, deps };
};
export type World = ReturnType<typeof createWorld>;

let runs = 0;

/** Compiles in 16 shards. @returns the run's id, and the functions that were invoked */
export const inShards = async ({ deps, state, registered }: World, event: z.core.util.JSONType) => {
  const { snapshotDeps } = deps;
  const invoked: string[] = [];
  runs += 1;
  const run = `run-${runs}`;
  await runStateMachine(definition, {
    name: run,
    input: event,
    invoke: async (resource, input) => {
      invoked.push(resource);
      switch (resource) {
        case 'function:planShards':
          return planShards({ ...deps, readLines: snapshotDeps.readLines, state }, input);
        case 'function:countShard':
          return countShard(
            { files: state, catalogue: indicators, alarm: snapshotDeps.alarm },
            shardInput.parse(input),
          );
        case 'function:addShards':
          return addShards(state, addInput.parse(input));
        case 'function:publishShards':
          return publishShards(
            { ...snapshotDeps, state, register: { list: async () => registered }, log: () => {} },
            input,
          );
        default:
          throw new Error(`There is no ${resource}.`);
      }
    },
  });
  return { run, invoked };
};
