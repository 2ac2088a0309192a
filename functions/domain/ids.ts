import { v7 } from 'uuid';

/** Makes ids for what has none from a device. */
export type Ids = () => string;

export const newId: Ids = () => v7();
