import type { FunctionDefinition } from './definition.ts';
import { type AreaName, areas } from './with-routes.ts';
import { type ShardWorkerName, shardWorkers, type WorkerName, workers } from './without-routes.ts';

/** Any Lambda function: an area or a worker. */
export type FunctionName = AreaName | WorkerName;

export const allFunctions: Readonly<Record<FunctionName, FunctionDefinition>> = { ...areas, ...workers };

/** Any function that a stage can have. */
export const deployableFunctions: Readonly<Record<FunctionName | ShardWorkerName, FunctionDefinition>> = {
  ...allFunctions,
  ...shardWorkers,
};
export type DeployableName = keyof typeof deployableFunctions;
