import { useRef, useState } from 'preact/hooks';
import { v7 } from 'uuid';
import type { Api } from '../../api/client.ts';
import { showToast } from '../../design/toast.tsx';
import { Failure } from '../frame/failure.tsx';
import { t } from '../text.ts';
import type { Question } from './question-words.ts';

type CloseQuestionProps = {
  readonly api: Api;
  readonly of: Pick<Question, 'id' | 'collectiveId' | 'answers'>;
  readonly onClosed: () => Promise<unknown>;
};

/** Closes a question in one press, or withdraws one without an answer: it leaves the leaders' phones. */
export function CloseQuestion({ api, of: { id, collectiveId, answers }, onClosed }: CloseQuestionProps) {
  const [failure, setFailure] = useState<unknown>();
  const isAnswered = answers.length > 0;
  // The same id at every press, so that pressing twice closes it once.
  const { current: closingId } = useRef(v7());
  const close = async (): Promise<void> => {
    setFailure(undefined);
    try {
      await api.request('POST /api/collectives/{id}/questions/{questionId}/closing', {
        path: { id: collectiveId, questionId: id },
        body: { id: closingId },
      });
      await onClosed();
      showToast(() => t(isAnswered ? 'questions.closed' : 'questions.withdrawn'));
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <button type="button" class="second small" onClick={() => void close()}>
        {t(isAnswered ? 'questions.close' : 'questions.withdraw')}
      </button>
      {failure !== undefined && <Failure failure={failure} />}
    </>
  );
}
