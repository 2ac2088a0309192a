import { createContext } from 'preact';
import type { Api } from '../../api/client.ts';

/** Gives the components of a desk its API client. */
export const DeskApi = createContext<Api | undefined>(undefined);
