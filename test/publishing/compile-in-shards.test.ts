import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openGate } from '../../functions/disclosure/disclosure.ts';
import { addMonths } from '../../functions/domain/calendar.ts';
import { indicators } from '../../functions/indicators/catalogue.ts';
import type { JournalLine } from '../../functions/journal/line.ts';
import { monthFileName } from '../../functions/journal/month-files.ts';
import { type CompileDeps, compile } from '../../functions/publishing/compile-events.ts';
import { planShards, publishShards } from '../../functions/publishing/compile-in-shards.ts';
import { folderOf, manifestName } from '../../functions/publishing/manifest.ts';
import type { Registered } from '../../functions/publishing/register.ts';
import type { RenderMessage } from '../../functions/publishing/render-message.ts';
import { addInput, addShards, countShard, shardInput } from '../../functions/publishing/shard-count.ts';
import { functionsOf } from '../lib/policies.ts';
import { productionSettings, resourcesOf, synthesise } from '../lib/synthesise.ts';
import { runStateMachine } from '../support/state-machine.ts';
import { createJournal, idOf, indian } from './journal-builder.ts';
import { randomJournal } from './random-journal.ts';
import { createStoreDouble, type StoreDouble } from './store-double.ts';

const shards = 16;
const templates = synthesise(productionSettings({ countShards: shards }));

/** The synthesised definition, with `function:` and its name for each function. */
const definition = (() => {
  const machine = resourcesOf(templates.reporting, 'AWS::StepFunctions::StateMachine')[0];
  const names = new Map([...functionsOf(templates)].map(([name, { id }]) => [id, name]));
  const pieces = z
    .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.json())]) })
    .parse(machine?.Properties.DefinitionString)['Fn::Join'][1];
  const arn = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
  return pieces
    .map((piece) =>
      typeof piece === 'string' ? piece : `function:${names.get(arn.parse(piece)['Fn::GetAtt'][0])}`,
    )
    .join('');
})();

/** A programme's buckets and register in memory; `rendered`: whether what is handed over is completed. */
const createWorld = (lines: readonly JournalLine[]) => {
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
    finishDeps: {
      catalogue: indicators,
      gate: openGate,
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
      list: async () => registered,
    },
    cutoffDay: 5,
    pause: async () => {},
    log: () => {},
  };
  return { published, state, registered, register, handovers, alarms, deps };
};
type World = ReturnType<typeof createWorld>;

const inOne = (world: World, event: object) => compile(world.deps, event);

let runs = 0;
const inShards = async ({ deps, state, registered }: World, event: z.core.util.JSONType) => {
  const { finishDeps } = deps;
  const invoked: string[] = [];
  runs += 1;
  await runStateMachine(definition, {
    name: `run-${runs}`,
    input: event,
    invoke: async (resource, input) => {
      invoked.push(resource);
      switch (resource) {
        case 'function:planShards':
          return planShards({ ...deps, readLines: finishDeps.readLines, state }, input);
        case 'function:countShard':
          return countShard(
            { files: state, catalogue: indicators, alarm: finishDeps.alarm },
            shardInput.parse(input),
          );
        case 'function:addShards':
          return addShards(state, addInput.parse(input));
        case 'function:publishShards':
          return publishShards(
            { ...finishDeps, state, register: { list: async () => registered }, log: () => {} },
            input,
          );
        default:
          throw new Error(`There is no ${resource}.`);
      }
    },
  });
  return invoked;
};

const bytesOf = ({ files }: StoreDouble) =>
  Object.fromEntries([...files].sort().map(([name, bytes]) => [name, bytes.toString()]));

const scheduleOf = (month: string) => ({ scheduledTime: indian(`${addMonths(month, 1)}-05T00:15`) });
const correctionOf = (publicationId: string) => [{ body: JSON.stringify({ publicationId }) }];

const publishAll = async (lines: readonly JournalLine[], months: readonly string[]) => {
  const one = createWorld(lines);
  const many = createWorld(lines);
  for (const month of months) {
    const event = scheduleOf(month);
    await inOne(one, event);
    await inShards(many, event);
    const correction = {
      id: idOf(`correction of ${month}`),
      cutoff: indian(`${addMonths(month, 1)}-20T00:00`),
    };
    for (const world of [one, many])
      world.register(month, correction.cutoff, correction.id, 'A sheet was missing');
    await inOne(one, { Records: correctionOf(correction.id) });
    await inShards(many, correctionOf(correction.id));
  }
  return { one, many };
};

describe('a compile in 16 shards, by the synthesised state machine', () => {
  it('publishes the bytes of a compile in one function: months, corrections and digests of random journals', async () => {
    await fc.assert(
      fc.asyncProperty(randomJournal, async (lines) => {
        const { one, many } = await publishAll(lines, ['2025-12', '2026-01', '2026-02']);
        expect(one.registered).toHaveLength(6);
        expect(bytesOf(many.published)).toEqual(bytesOf(one.published));
        expect(many.handovers).toEqual(one.handovers);
        expect(many.alarms).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it('counts nothing where nothing is pending', async () => {
    const world = createWorld([]);
    await inShards(world, scheduleOf('2026-01'));
    expect(await inShards(world, scheduleOf('2026-01'))).toEqual(['function:planShards']);
  });

  it('publishes nothing, and says so, if a month file is damaged; a start with recompute mends it', async () => {
    const journal = createJournal();
    journal.member('Padma');
    const world = createWorld(journal.lines);
    await inShards(world, scheduleOf('2025-04'));
    const files = [...world.state.files.keys()].filter(
      (name) => name.endsWith('.zst') && name.startsWith('journal/'),
    );
    expect(files).toHaveLength(1);
    for (const name of files) await world.state.write(name, Buffer.from('damaged'));
    await expect(inShards(world, scheduleOf('2025-05'))).rejects.toThrow('lost or damaged');
    expect(world.handovers).toHaveLength(1);
    await world.state.write(files[0] ?? monthFileName(''), Buffer.alloc(0));
    for (const name of files) world.state.files.delete(name);
    await inShards(world, { ...scheduleOf('2025-05'), recompute: true });
    expect(world.handovers).toHaveLength(2);
  });

  it('publishes nothing if shards read other journals', async () => {
    const journal = createJournal();
    journal.member('Padma');
    const world = createWorld(journal.lines);
    await inShards(world, scheduleOf('2025-04'));
    const run = `run-${runs}`;
    const text = world.state.files.get(`count/${run}/3.json`)?.toString() ?? '';
    expect(text).toMatch(/"digest":"[0-9a-f]{64}"/);
    await world.state.write(
      `count/${run}/3.json`,
      Buffer.from(text.replace(/"digest":"[0-9a-f]{64}"/, '"digest":"another"')),
    );
    const plan = { run, cutoffs: [indian('2025-05-05T00:00')], recentFrom: null, shards };
    await expect(addShards(world.state, plan)).rejects.toThrow('counted different journals');
  });
});
