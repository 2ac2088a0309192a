/** The directory that a stack works in. */
export type DataDirectory = {
  readonly path: string;
  /** If it need not last: the folder that is removed with all in it at the stack's end, however the process ends. */
  readonly temporary?: string;
};
