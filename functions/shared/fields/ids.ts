import { v7 } from 'uuid';

/** Makes ids for records that get none from the caller. */
export type Ids = () => string;

export const newId: Ids = () => v7();
