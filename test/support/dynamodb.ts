import type { TestProject } from 'vitest/node';
import { makeClassArchive } from '../../local/aws/class-archive.ts';
import { startDynamoDB } from '../../local/aws/dynamodb.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's DynamoDB Local listens. */
    dynamodb: string;
  }
}

/** One DynamoDB Local for all files of a project; each test file makes tables of its own in it (test/support/table.ts). */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  await makeClassArchive();
  const database = await startDynamoDB();
  project.provide('dynamodb', database.endpoint);
  return () => database.close();
};
