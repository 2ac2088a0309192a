import { cursorField, decodeCursorOf } from '../domain/cursor.ts';
import { notFound } from '../domain/errors.ts';
import { limitOf } from '../domain/page-schema.ts';
import { createRoutes } from '../http/create-routes.ts';
import { snapshotsContract } from './contract.ts';
import type { Snapshots, Version } from './repository.ts';
import { mediaTypes } from './schema.ts';

const isComplete = ({ files }: Version): boolean => files.has('manifest.json');

/** The newest version of each month; the input is sorted newest first. */
const newestOfEachMonth = (versions: readonly Version[]): Version[] =>
  versions.filter(({ month }, index) => versions[index - 1]?.month !== month);

const isFileName = (name: string): name is keyof typeof mediaTypes => Object.hasOwn(mediaTypes, name);

/** Whether a version has a file. The archive and the public key are stored outside the folder and exist once the manifest does. */
const hasFile = (version: Version, name: string): boolean =>
  name === 'all.zip' || name === 'public-key.pem' ? isComplete(version) : version.files.has(name);

type Paging = { readonly limit?: string | undefined; readonly cursor?: string | undefined };

export const createSnapshotsRoutes = ({ snapshots }: { snapshots: Snapshots }) => {
  /** The newest version of each month, newest month first. */
  const listMonths = async (versions: readonly Version[], { limit, cursor }: Paging) => {
    const before = decodeCursorOf('month', cursor);
    const months = newestOfEachMonth(versions).filter(({ month }) => before === undefined || month < before);
    const shown = months.slice(0, limitOf(limit));
    const described = await Promise.all(shown.map(snapshots.describe));
    return {
      items: described.map(({ item }) => item),
      ...cursorField(months.length > shown.length ? { month: shown.at(-1)?.month } : undefined),
    };
  };

  /** Every version, the latest publication first. */
  const listVersions = async (versions: readonly Version[], { limit, cursor }: Paging) => {
    const before = decodeCursorOf('ordinal', cursor);
    const published = (await Promise.all(versions.map(snapshots.describe)))
      .filter(({ ordinal }) => before === undefined || ordinal < Number(before))
      .sort((a, b) => b.ordinal - a.ordinal);
    const shown = published.slice(0, limitOf(limit));
    return {
      items: shown.map(({ item }) => item),
      ...cursorField(
        published.length > shown.length ? { ordinal: String(shown.at(-1)?.ordinal) } : undefined,
      ),
    };
  };

  return createRoutes(snapshotsContract)({
    'GET /api/snapshots': async ({ query: { versions, ...paging } }) => {
      const complete = (await snapshots.listVersions()).filter(isComplete);
      const list = versions === 'all' ? listVersions : listMonths;
      return { status: 200, body: await list(complete, paging) };
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
      if (chosen === undefined || !isFileName(name) || !hasFile(chosen, name)) {
        throw notFound();
      }
      const location = await snapshots.createLink(month, chosen.version, name, mediaTypes[name]);
      return { status: 302, headers: { location } };
    },
  });
};
