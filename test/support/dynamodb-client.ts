import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';

/** A client of the DynamoDB Local that all files use: name tables as nobody else does, and destroy it at the end. */
export const openDynamoDB = (endpoint = inject('dynamodb')): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'ap-south-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
