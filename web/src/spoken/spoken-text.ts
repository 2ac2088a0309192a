/** A text to record: one recording belongs to its exact words. `room` is where it is heard. */
export type SpokenText = { readonly key: string; readonly text: string; readonly room: string };
