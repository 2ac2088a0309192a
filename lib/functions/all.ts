import type { FunctionDefinition } from './definition.ts';
import { type AreaName, areas } from './with-routes.ts';
import { type ShardWorkerName, shardWorkers, type WorkerName, workers } from './without-routes.ts';

/**
 * All functions together, for what needs each of them. The permissions of areas stand in the files that with-routes.ts names, those of workers in
 * without-routes.ts.
 */

/** The name of a Lambda function that every stage has: an area or a worker. */
export type FunctionName = AreaName | WorkerName;

export const allFunctions: Readonly<Record<FunctionName, FunctionDefinition>> = { ...areas, ...workers };

/** All functions that a stage can have: those that every stage has, and those of a count in shards. */
export const deployableFunctions: Readonly<Record<FunctionName | ShardWorkerName, FunctionDefinition>> = {
  ...allFunctions,
  ...shardWorkers,
};
export type DeployableName = keyof typeof deployableFunctions;
