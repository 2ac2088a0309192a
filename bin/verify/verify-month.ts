import { addMonths } from '../../functions/shared/calendar/calendar.ts';
import {
  checkSignature,
  isOfMonth,
  isSignedBy,
  type Manifest,
  readKey,
  readManifest,
  sha256,
} from './manifest.ts';

/**
 * A manifest found beside the month's files, with the name of its folder or archive. If that name has a month, the
 * manifest should be of that month.
 */
export type EarlierManifest = { readonly name: string; readonly manifest: Buffer };

/**
 * Verifies a month's downloaded files for the command `npm run verify` (bin/verify.ts, which reads them): their hashes, the signature, and the chain
 * to the month before.
 * @param files by name. Files that the manifest doesn't list are reported; in an archive they are an error.
 * @param options.earlier manifests of earlier months. The previous month's is the manifest whose hash this month's names as `previous`.
 * @param options.previousManifest the previous month's manifest. It is an error if this month's names another hash as `previous`.
 * @param options.key a trusted public key in PEM; without it the manifest's own key is used, which proves nothing of who signed
 * @param options.isArchive whether the files come from an archive: a published one holds no other files
 * @returns one line for each thing that was verified
 * @throws Error with one line that says what is wrong
 */
export const verifyMonth = (
  files: ReadonlyMap<string, Buffer>,
  {
    earlier = [],
    previousManifest,
    key,
    isArchive = false,
  }: {
    readonly earlier?: readonly EarlierManifest[];
    readonly previousManifest?: Buffer;
    readonly key?: string;
    readonly isArchive?: boolean;
  } = {},
): string[] => {
  const bytes = files.get('manifest.json');
  if (bytes === undefined) {
    throw new Error('manifest.json is missing.');
  }
  const manifest = readManifest(bytes);
  const { month, version, publicKey } = manifest;

  if (key !== undefined && !readKey(key).equals(readKey(publicKey))) {
    throw new Error('manifest.json was signed with another key than the one given.');
  }
  checkSignature(manifest, key ?? publicKey);

  for (const { name, size, sha256: expected } of manifest.files) {
    const file = files.get(name);
    if (file === undefined) {
      throw new Error(`${name} is missing.`);
    }
    if (file.length !== size || sha256(file) !== expected) {
      throw new Error(`${name} was changed: its SHA-256 is not that of the manifest.`);
    }
  }
  const listedNames = new Set(['manifest.json', ...manifest.files.map(({ name }) => name)]);
  const unlistedNames = [...files.keys()].filter((name) => !listedNames.has(name));
  if (isArchive && unlistedNames.length > 0) {
    throw new Error(`The archive was changed: ${unlistedNames.join(', ')} was not published in it.`);
  }

  return [
    `${month}, version ${version}: ${manifest.files.length} files are as published.`,
    key === undefined
      ? 'The signature holds for the key in the manifest itself; give --key FILE to check it against a key you trust.'
      : 'The signature holds for the key given.',
    previousManifest === undefined
      ? checkChain(manifest, earlier)
      : checkPrevious(manifest, previousManifest),
    ...(unlistedNames.length === 0 ? [] : [`Not signed, and not looked at: ${unlistedNames.join(', ')}.`]),
  ];
};

const describeIntactChain = (previousMonth: string): string =>
  `The chain holds: the manifest of ${previousMonth} is the one that it names.`;

/** Checks a manifest that must be the previous one. @returns the line that says that it is @throws Error if it is not */
const checkPrevious = ({ month, previous: previousSha256 }: Manifest, previousManifest: Buffer): string => {
  if (sha256(previousManifest) !== previousSha256) {
    throw new Error(
      'The chain is broken: the manifest given as the previous one is not what this month names.',
    );
  }
  return describeIntactChain(addMonths(month, -1));
};

/**
 * Looks for the previous month's manifest among the earlier ones.
 * @returns the line that says whether it was found
 * @throws Error if another manifest was put in its place
 */
const checkChain = (
  { month, previous: previousSha256, publicKey }: Manifest,
  earlier: readonly EarlierManifest[],
): string => {
  if (previousSha256 === null) {
    return 'It is the first of its chain: no month before had been published.';
  }
  const previousMonth = addMonths(month, -1);
  if (earlier.some(({ manifest }) => sha256(manifest) === previousSha256)) {
    return describeIntactChain(previousMonth);
  }
  const saysPreviousMonth = ({ manifest }: EarlierManifest): boolean => isOfMonth(manifest, previousMonth);
  // The manifests in the place of the previous one, by their content or by the name of their folder or archive. If a manifest was changed, its
  // content may no longer say its month; then only the name does.
  const inItsPlace = earlier.filter((one) => one.name.includes(previousMonth) || saysPreviousMonth(one));
  // A corrected month has several versions, and this month names the version that was the newest when it was published. So a genuine manifest of
  // another version breaks nothing. Any other manifest in that place breaks the chain.
  const isGenuine = (one: EarlierManifest): boolean =>
    saysPreviousMonth(one) && isSignedBy(one.manifest, publicKey);
  if (!inItsPlace.every(isGenuine)) {
    throw new Error(
      `The chain is broken: the manifest of ${previousMonth} is not the one that this month names.`,
    );
  }
  const reason =
    inItsPlace.length === 0
      ? `the files of ${previousMonth} are not there`
      : `${previousMonth} is there in another version than the one that this month names`;
  return `The chain was not checked: ${reason} (its manifest has the SHA-256 ${previousSha256}).`;
};
