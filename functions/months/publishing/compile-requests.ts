import * as z from 'zod';

/**
 * What the event of a compile asks for. The monthly schedule requests the month that has closed. A message in the queue requests a correction, or says that
 * terms were recorded; closed months may have waited for these terms. requested-publications.ts registers what is requested.
 */

const scheduleEvent = z.object({
  /** The scheduled time (RFC 3339), from which the month follows: a retry may run much later. */
  scheduledTime: z.iso.datetime({ offset: true }),
  /** Whether the journal's month files are written anew. */
  recompute: z.boolean().optional(),
});
const queueEvent = z.object({
  Records: z.array(z.object({ body: z.string() })),
  recompute: z.boolean().optional(),
});
/** An EventBridge pipe passes the queue's messages as a bare array. */
const pipeEvent = queueEvent.shape.Records.transform((Records) => ({ Records, recompute: undefined }));
const compileEvent = z.union([scheduleEvent, queueEvent, pipeEvent]);
const correctionMessage = z.strictObject({ publicationId: z.string() });
/** Says that terms were recorded at an instant. */
const termsMessage = z.strictObject({ termsRecordedAt: z.iso.datetime() });
const queueMessage = z.union([correctionMessage, termsMessage]);

/** A request to publish: the month that closes by a scheduled time, a correction, or the months that waited for terms recorded at an instant. */
export type CompileRequest =
  | { readonly scheduledTime: string }
  | z.infer<typeof correctionMessage>
  | z.infer<typeof termsMessage>;

/** The publications that a compile's event requests. @throws ZodError for any other event */
export const requestsOf = (
  event: unknown,
): { readonly requests: readonly CompileRequest[]; readonly recompute: boolean } => {
  const parsed = compileEvent.parse(event);
  const { recompute = false } = parsed;
  return 'scheduledTime' in parsed
    ? { requests: [{ scheduledTime: parsed.scheduledTime }], recompute }
    : { requests: parsed.Records.map(({ body }) => queueMessage.parse(JSON.parse(body))), recompute };
};
