import { notFound } from '../../shared/errors/errors.ts';
import { cursorField, decodeCursorOf } from '../../shared/fields/cursor.ts';
import { createRoutes } from '../../shared/http/create-routes.ts';
import { readPage } from '../../shared/http/read-page.ts';
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

/** The complete versions, newest month and version first, and the months that wait for terms. */
type Listed = { readonly versions: readonly Version[]; readonly waiting: readonly string[] };

type Paging = { readonly limit?: string | undefined; readonly cursor?: string | undefined };

export const createSnapshotsRoutes = ({ snapshots }: { snapshots: Snapshots }) => {
  /** The newest version of each month and the months that wait for terms, newest month first. */
  const listMonths = async ({ versions, waiting }: Listed, { limit, cursor }: Paging) => {
    const before = decodeCursorOf('month', cursor);
    const months = [...newestOfEachMonth(versions), ...waiting.map((month) => ({ month }))]
      .filter(({ month }) => before === undefined || month < before)
      .sort((a, b) => (a.month < b.month ? 1 : -1));
    const { items } = await readPage(limit, async (count) => ({
      items: await Promise.all(
        months
          .slice(0, count)
          .map(async (month) =>
            'version' in month
              ? (await snapshots.describe(month)).item
              : { ...month, waiting: 'no_terms' as const },
          ),
      ),
    }));
    return {
      items,
      ...cursorField(months.length > items.length ? { month: items.at(-1)?.month } : undefined),
    };
  };

  /** Every version, the latest publication first. */
  const listVersions = async ({ versions }: Listed, { limit, cursor }: Paging) => {
    const before = decodeCursorOf('ordinal', cursor);
    const published = (await Promise.all(versions.map(snapshots.describe)))
      .filter(({ ordinal }) => before === undefined || ordinal < Number(before))
      .sort((a, b) => b.ordinal - a.ordinal);
    const { items } = await readPage(limit, async (count) => ({
      items: published.slice(0, count).map(({ item }) => item),
    }));
    return {
      items,
      ...cursorField(
        published.length > items.length
          ? { ordinal: String(published[items.length - 1]?.ordinal) }
          : undefined,
      ),
    };
  };

  return createRoutes(snapshotsContract)({
    'GET /api/snapshots': async ({ query: { versions, ...paging } }) => {
      const all = await snapshots.list();
      const listed = {
        versions: all.versions.filter(isComplete),
        // A month that was released keeps the file that says that it waited.
        waiting: all.closedWithoutTerms.filter(
          (month) => !all.versions.some((version) => version.month === month),
        ),
      };
      const list = versions === 'all' ? listVersions : listMonths;
      return { status: 200, body: await list(listed, paging) };
    },

    'GET /api/snapshots/{month}': async ({ path }) => {
      const [newest] = (await snapshots.list(path.month)).versions;
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
      const { versions } = await snapshots.list(month);
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
