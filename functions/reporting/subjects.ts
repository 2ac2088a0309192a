/**
 * The documents of all subjects of one kind. Those that a fold has opened are in memory as objects; the others stay as they
 * were sealed, and are read one by one when a line touches them: a month's fold costs what the month touches.
 */
export type Subjects<T> = {
  readonly open: Map<string, Opened<T>>;
  readonly sealed: SealedDocuments<T>;
};

export type Opened<T> = {
  readonly document: T;
  /** Whether the totals hold what this document gives, or it was taken out of them because it changes. */
  settled: boolean;
};

/** Documents as they were sealed, by id. */
export type SealedDocuments<T> = {
  readonly read: (id: string) => T | undefined;
  /** All ids in order. */
  readonly ids: () => Iterable<string>;
};

const nothingSealed: SealedDocuments<never> = { read: () => undefined, ids: () => [] };

export const noSubjects = <T>(): Subjects<T> => ({ open: new Map(), sealed: nothingSealed });

/** A document as it now is, or undefined. */
export const readSubject = <T>(subjects: Subjects<T>, id: string): T | undefined =>
  subjects.open.get(id)?.document ?? subjects.sealed.read(id);

/** All documents as they now are, in order of id. */
export function* allSubjects<T>(subjects: Subjects<T>): Generator<readonly [id: string, document: T]> {
  const ids = new Set(subjects.sealed.ids());
  for (const id of subjects.open.keys()) {
    ids.add(id);
  }
  for (const id of [...ids].sort()) {
    const document = readSubject(subjects, id);
    if (document !== undefined) {
      yield [id, document];
    }
  }
}
