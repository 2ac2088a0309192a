import * as z from 'zod';
import { nobody } from '../../shared/http/audiences.ts';
import type { Contract } from '../../shared/http/route-contract.ts';
import { handover, handoverInput, handoverWithLink } from './schema.ts';

export const handoverContract = {
  'POST /api/data-handovers': {
    who: { ...nobody, administrator: 'all' },
    services: 'goes on',
    summary: 'Ask to hand all data over, encrypted to a recipient’s public key',
    description:
      'An auditor must approve it (`approvalId`), who sees the fingerprint of the key: the SHA-256 of its letters. Then a pack is made ' +
      'of all records with their texts, of the journal and of what was published, and encrypted to that key before it leaves. It can be ' +
      'downloaded for 24 hours from the approval on. A large pack is in several files (`furtherArchives`). People who were erased are not in it.',
    body: handoverInput,
    answers: { 202: handover, 200: handover },
    refusals: { 409: ['id_reused'], 422: ['too_many'] },
  },
  'GET /api/data-handovers': {
    who: { ...nobody, administrator: 'all' },
    services: 'goes on',
    summary: 'All handovers that were ever asked for, the newest first',
    answers: { 200: z.object({ items: z.array(handover) }) },
  },
  'GET /api/data-handovers/{id}': {
    who: { ...nobody, administrator: 'all' },
    services: 'goes on',
    summary: 'A handover; while there is a pack, with a link to each of its files that lives five minutes',
    description: 'That the links were given is noted in the access log.',
    answers: { 200: handoverWithLink },
    refusals: { 404: ['not_found'] },
  },
} as const satisfies Contract;

/** The shapes of data handovers that the OpenAPI document names. */
export const handoverSchemas = {
  NewDataHandover: handoverInput,
  DataHandover: handover,
  DataHandoverWithLink: handoverWithLink,
};
