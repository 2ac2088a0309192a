import { decodeCursorOf, encodeCursor, limitOf } from '../platform/cursor.ts';
import { notFound } from '../platform/errors.ts';
import { createRoutes } from '../platform/http.ts';
import { snapshotsContract } from './contract.ts';
import type { Snapshots, Version } from './repository.ts';
import { mediaTypes } from './schema.ts';

const isComplete = ({ files }: Version): boolean => files.has('manifest.json');

/** The first of each month: the newest version, as versions are listed newest first. */
const newestOfEachMonth = (versions: readonly Version[]): Version[] =>
  versions.filter(({ month }, index) => versions[index - 1]?.month !== month);

const isFileName = (name: string): name is keyof typeof mediaTypes => Object.hasOwn(mediaTypes, name);

/** The archive and the key lie beside the folder of the files, and are there before its manifest is. */
const isThere = (version: Version, name: string): boolean =>
  name === 'all.zip' || name === 'public-key.pem' ? isComplete(version) : version.files.has(name);

export const createSnapshotsRoutes = ({ snapshots }: { snapshots: Snapshots }) =>
  createRoutes(snapshotsContract, {
    'GET /api/snapshots': async ({ query }) => {
      const limit = limitOf(query.limit);
      const before = decodeCursorOf('month', query.cursor);
      const versions = (await snapshots.listVersions()).filter(isComplete);
      const months = newestOfEachMonth(versions).filter(
        ({ month }) => before === undefined || month < before,
      );
      const items = await Promise.all(months.slice(0, limit).map(snapshots.describe));
      const next = months.length > limit ? { month: months[limit - 1]?.month } : undefined;
      return { status: 200, body: { items, ...encodeCursor(next) } };
    },

    'GET /api/snapshots/{month}': async ({ path }) => {
      const [newest] = await snapshots.listVersions(path.month);
      const body = newest && (await snapshots.find(newest.month, newest.version));
      if (body === undefined) {
        throw notFound();
      }
      return { status: 200, body };
    },

    'GET /api/snapshots/{month}/versions/{version}': async ({ path }) => {
      const body = await snapshots.find(path.month, Number(path.version));
      if (body === undefined) {
        throw notFound();
      }
      return { status: 200, body };
    },

    'GET /api/snapshots/{month}/files/{name}': async ({ path, query }) => {
      const { month, name } = path;
      const versions = await snapshots.listVersions(month);
      const chosen =
        query.version === undefined
          ? (versions.find(isComplete) ?? versions[0])
          : versions.find(({ version }) => version === Number(query.version));
      if (chosen === undefined || !isFileName(name) || !isThere(chosen, name)) {
        throw notFound();
      }
      const location = await snapshots.createLink(month, chosen.version, name, mediaTypes[name]);
      return { status: 302, headers: { location } };
    },
  });
