import { parentPort, workerData } from 'node:worker_threads';
import { setTranslations, type Translations } from '../text/l10n';
import { checkWork } from './check-part';
import type { FilePart } from './files';
import { done, type Task, type Work } from './jobs';
import { counted } from './mapped';
import { repliesWork } from './replies';
import { sessionsWork } from './sessions';
import { summaryWork } from './summary';
import { whyWork } from './why';

/** What a thread is told when it begins: by this it knows that it is one of ours. */
export interface ThreadData {
  readonly smtpLens: 'part reader';
  readonly translations: Translations | null;
}

const isOurs = (data: unknown): data is ThreadData =>
  typeof data === 'object' && data !== null && 'smtpLens' in data && data.smtpLens === 'part reader';

/** Reads parts for the main thread, if this is a thread that was made for that. */
export function readParts(): void {
  const port = parentPort;
  if (port === null || !isOurs(workerData)) return;
  if (workerData.translations !== null) setTranslations(workerData.translations);
  const works = new Map<string, Work<unknown, unknown>>();
  for (const work of [checkWork, repliesWork, sessionsWork, summaryWork, whyWork]) works.set(work.name, work as Work<unknown, unknown>);
  port.on('message', (task: Task) => {
    const work = works.get(task.work);
    if (!work) throw new Error(`no such work: ${task.work}`);
    port.postMessage(done(task, (part: FilePart, context) => counted(work, part, context)));
  });
}
