import { cite, page, type Source } from '../../knowledge/source';
import { duration } from '../../text/duration';
import { t } from '../../text/l10n';
import { code, type Explanation, type Part } from './explanation';
import { moment } from './quantities';

/** A text that is encoded in the transcript: an encoded word (RFC 2047), or any other. */
export function explainDecoded(title: string, decoded: string, how: string, ...sources: readonly string[]): Explanation {
  return { heading: [{ strong: title }], summary: [code(decoded)], parts: [{ kind: 'paragraph', text: [how] }], sources: cite(...sources) };
}

/** A field of the header section, as far as its name explains it. Null if there is nothing to say. */
export function explainHeader(name: string, decoded: string | null): Explanation | null {
  const known = headers();
  const key = name.toLowerCase();
  const row = Object.hasOwn(known, key) ? known[key] : undefined;
  if (!row && decoded === null) return null;
  const parts: Part[] = decoded === null ? [] : [{ kind: 'paragraph', label: t('Decoded'), text: [code(decoded)] }];
  return {
    heading: [{ strong: name }, ` ${t('header field')}`],
    summary: [row ? row[0] : t('A field of the message.')],
    parts,
    sources: cite(...(row?.[1] ?? ['5322 2.2'])),
  };
}

const headers = (): Readonly<Record<string, readonly [string, readonly string[]]>> => ({
  received: [
    t(
      'Trace: the server that wrote it took the message from … by … with … at that time. The newest is first; lines below the first that you trust can be forged.',
    ),
    ['5321 4.4', '5322 3.6.7'],
  ],
  'return-path': [t('The reverse path of MAIL, put in by the server of the final delivery.'), ['5321 4.4']],
  'message-id': [t('The message’s own identifier, made where it was written; it ties bounces and answers to it.'), ['5322 3.6.4']],
  date: [t('When the author sent the message.'), ['5322 3.6.1']],
  from: [t('The author, as the reader sees it; the envelope’s sender may be another.'), ['5322 3.6.2']],
  sender: [t('Who sent it for the author.'), ['5322 3.6.2']],
  to: [t('The recipients, as the reader sees them; delivery follows RCPT alone.'), ['5322 3.6.3']],
  'content-transfer-encoding': [t('How the body is encoded for transport.'), ['2045 6']],
  'content-type': [t('What the body is.'), ['2045 5']],
  'mime-version': [t('The message uses MIME.'), ['2045 5']],
});

/** A queue id that contains the time at which the message entered the queue. `time`: milliseconds since 1970 UTC. */
export function explainQueueId(id: string, program: string, time: number): Explanation {
  return {
    heading: [{ strong: t('queue id') }, ' ', code(id)],
    summary: [t('The message entered the queue at {0}.', moment(time))],
    parts: [{ kind: 'paragraph', text: [t('The ids of {0} carry the time.', program)] }],
    sources: QUEUE_IDS[program] ? [QUEUE_IDS[program]] : [],
  };
}

const QUEUE_IDS: Readonly<Record<string, Source>> = {
  Postfix: page('Postfix enable_long_queue_ids', 'https://www.postfix.org/postconf.5.html#enable_long_queue_ids'),
  Exim: page(
    'Exim: message identification',
    'https://www.exim.org/exim-html-current/doc/html/spec_html/ch-how_exim_receives_and_delivers_mail.html',
  ),
  sendmail: page('sendmail queue.c'),
};

/** A timestamp of a session: the time since the line before it, and since the session began (milliseconds); null if neither is known. */
export function explainTime(sincePrevious: number | null, sinceBegin: number | null): Explanation | null {
  if (sincePrevious === null && sinceBegin === null) return null;
  const parts: Part[] =
    sinceBegin === null || sincePrevious === null
      ? []
      : [{ kind: 'paragraph', text: [t('{0} after the session began.', duration(sinceBegin))] }];
  const summary =
    sincePrevious === null
      ? t('{0} after the session began.', duration(sinceBegin ?? 0))
      : t('{0} after the line before it.', duration(sincePrevious));
  return {
    heading: [{ strong: sincePrevious === null ? duration(sinceBegin ?? 0) : `+${duration(sincePrevious)}` }],
    summary: [summary],
    parts,
    sources: NOWHERE,
  };
}

const NOWHERE: readonly Source[] = [];
