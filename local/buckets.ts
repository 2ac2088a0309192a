import type { BucketDefinition } from './aws/stored-objects.ts';

export const snapshotBucket = 'leadership-next-snapshots';
export const stateBucket = 'leadership-next-state';
export const packBucket = 'leadership-next-packs';
/** Its pages are served from where they are built; here are the recordings. */
export const siteBucket = 'leadership-next-site';

/** Longer than anybody runs a local stack; in the cloud the stage's settings decide. */
const lockedDays = 3650;

/** The buckets of the local stack, with the rights that reading and writing each folder needs. */
export const buckets: readonly BucketDefinition[] = [
  {
    name: snapshotBucket,
    prefix: 'published/',
    read: 'snapshots:read',
    write: 'snapshots:write',
    folders: [{ prefix: 'seals/', read: 'digests:read', write: 'digests:write' }],
    writeOnce: { retentionDays: lockedDays },
  },
  {
    name: stateBucket,
    prefix: 'state/',
    read: 'state:read',
    write: 'state:write',
    folders: [{ prefix: 'journal/', read: 'month-files:read', write: 'month-files:write' }],
  },
  {
    name: siteBucket,
    prefix: 'voice/',
    read: 'voice:write',
    write: 'voice:write',
    folders: [{ prefix: 'waiting/', read: 'voice:write', write: 'voice:write' }],
  },
  { name: packBucket, prefix: 'packs/', read: 'packs:read', write: 'packs:write' },
];
