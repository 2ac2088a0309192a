import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { type MadeArchive, makeArchive, type PackDeps } from '../functions/jobs/packing/make-archive.ts';
import { firstProgress, type Progress } from '../functions/jobs/packing/pack-steps.ts';
import { makePackMB } from '../lib/constructs/handover-packs.ts';
import { createOwners, idOf, readLines, scanFrom } from './invented-pack.ts';
import { type Row, spreadOfOne } from './measure.ts';

/**
 * Makes the handover pack of 100,000 members with a year of meetings, by the code that the function runs: invented records with real
 * ciphertexts, compressed and encrypted, archive by archive. Only DynamoDB, KMS and S3 are missing. Nothing is kept.
 */

const approvedAt = new Date('2026-10-03T06:30:00Z');

const megabyte = 1024 ** 2;

/** A third of the time that the function may run. The other two are for waiting: for pages of the table, keys of KMS, parts in S3. */
const cpuSecondsOfArchive = 300;

/** Makes an archive as the function does. @returns the number of its encrypted bytes, its contents and where the next begins */
const makeOne = async (deps: PackDeps, progress: Progress, recipient: string) => {
  let made: MadeArchive | undefined;
  const archive = makeArchive(deps, { id: idOf(8, 0), approvedAt }, progress);
  const plain = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const step = await archive.next();
      if (step.done !== true) return controller.enqueue(step.value);
      made = step.value;
      controller.close();
    },
  });
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  let bytes = 0;
  for await (const chunk of await encrypter.encrypt(plain)) bytes += chunk.length;
  if (made === undefined) throw new Error('The archive has no end.');
  return { bytes, ...made };
};

/** Makes the whole pack of this many members. */
const makePack = async (members: number) => {
  const { encrypt, open } = await createOwners(members);
  const recipient = await identityToRecipient(await generateX25519Identity());
  const archives: { readonly bytes: number; readonly plainBytes: number; readonly cpuSeconds: number }[] = [];
  let largestFile = 0;
  for (let progress: Progress | undefined = firstProgress; progress !== undefined; ) {
    const deps: PackDeps = {
      scan: (after) => scanFrom(members, after, encrypt),
      readPartition: async () => [],
      readLines: (from) => readLines(members, from),
      files: { list: async function* () {}, read: async () => undefined },
      vault: open(),
    };
    const start = process.cpuUsage();
    const { bytes, contents, next }: Awaited<ReturnType<typeof makeOne>> = await makeOne(
      deps,
      progress,
      recipient,
    );
    const { user, system } = process.cpuUsage(start);
    const fileBytes = contents.entries.map((entry) => entry.bytes);
    archives.push({
      bytes,
      plainBytes: fileBytes.reduce((sum, one) => sum + one, 0),
      cpuSeconds: (user + system) / 1e6,
    });
    largestFile = Math.max(largestFile, ...fileBytes);
    progress = next;
  }
  const sumOf = (field: 'bytes' | 'plainBytes' | 'cpuSeconds'): number =>
    archives.reduce((sum, one) => sum + one[field], 0);
  return { archives, sumOf, largestFile };
};

export const measurePacking = async (): Promise<Row[]> => {
  const tenth = await makePack(10_000);
  const whole = await makePack(100_000);
  const slowest = Math.max(...whole.archives.map(({ cpuSeconds }) => cpuSeconds));
  const peakMB = process.resourceUsage().maxRSS / 1024;
  const sizeMB = Math.round(whole.sumOf('plainBytes') / megabyte);
  const what =
    `handover pack of 100,000 members after a year: ${whole.archives.length} archives, ${sizeMB} MB unpacked, ` +
    `${Math.round(whole.sumOf('bytes') / megabyte)} MB packed, ${Math.round(whole.sumOf('cpuSeconds'))} CPU seconds`;
  return [
    {
      what: `${what}: its bytes, unpacked`,
      against: 'ten times those of 10,000 members',
      ratio: spreadOfOne(whole.sumOf('plainBytes') / tenth.sumOf('plainBytes') / 10),
      limit: 1.05,
    },
    {
      what: `the largest file of that handover pack, ${(whole.largestFile / megabyte).toFixed(1)} MB`,
      against: 'the 64 MB that a file may have in memory',
      ratio: spreadOfOne(whole.largestFile / (64 * megabyte)),
      limit: 1,
    },
    {
      what: `processor time of its slowest archive, ${Math.round(slowest)} s`,
      against: 'a third of the fifteen minutes of makePack',
      ratio: spreadOfOne(slowest / cpuSecondsOfArchive),
      limit: 1,
    },
    {
      what: `memory while that handover pack is made, ${Math.round(peakMB)} MB at its peak, with the invented keys`,
      against: `the ${makePackMB} MB of makePack`,
      ratio: spreadOfOne(peakMB / makePackMB),
      limit: 0.9,
    },
  ];
};
