import { pieceOf } from '../../text/span';
import { clockOf } from '../readers/prefixed';
import type { Peeled, Wrapper } from '../wrapper';
import { ownBlanks } from '../wrapper';

const LEVEL =
  '(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|SEVERE|CONFIG|FINE(?:R|ST)?|VERBOSE|[Tt]race|[Dd]ebug|[Ii]nfo|[Ww]arn|[Ee]rror|VRB|DBG|INF|WRN|ERR)';

const STAMP =
  /^\[?(?:(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/.](?:\d\d|[A-Z][a-z]{2})(?:[-/.]\d{2,4})?|[A-Z][a-z]{2} \d\d, \d{4})[T ])?(?<time>\d\d:\d\d:\d\d(?:[.,]\d{1,9})?)(?:Z| ?[+-]\d\d:?\d\d)?\]?[: ]{1,3}/;
const LEVEL_FIELD = new RegExp(`(?:${LEVEL}\\]?:? {1,6}|\\[(?:[^\\]]{1,60}/)?${LEVEL} {0,2}\\]:? {1,3})`, 'y');
/** Thread, context, location; not a stamp, which begins a record of the program inside. */
const CONTEXT_FIELD = /\[ {0,20}(?<key>(?![^\]]{0,30}\d\d:\d\d:\d\d)[^\]]{0,80})\]:? {1,3}|\([^)]{1,80}\) {1,3}|\d{1,9} --- /y;
/** The logger's name and what separates it from the message. */
const NAME_FIELD = /[A-Za-z][\w$]{0,60}(?:[./][\w$-]{1,60}){0,12} {0,40}(?:-|(?<= ):|:(?= )) {1,2}|- /y;
const MOST_FIELDS = 6;

/**
 * log4j, logback, JBoss, Jenkins, Serilog, Bukkit and similar: a stamp, a level, and thread, logger and context in brackets; the
 * bracketed thread tells sessions apart.
 */
export const logger: Wrapper = {
  id: 'logger',
  title: 'log4j, logback, JBoss, Serilog',
  samples: [
    { line: '2026-11-23 19:22:41,123 INFO  [stdout] (default task-1) 250 2.1.0 Ok', inside: '250 2.1.0 Ok' },
    { line: '2026-11-23 19:22:41.123 DEBUG 1 --- [nio-8080-exec-1] c.e.Mail : S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '2026-11-23 19:22:41.123 [main] DEBUG com.example.Mail - S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '2026-11-23 19:22:41.123 +00:00 [DBG] S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '[19:22:41 INF] S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '[19:22:41] [Server thread/INFO]: S: 250 Ok', inside: 'S: 250 Ok' },
    { line: '02.01 15:05:49 [Server] INFO 220 mail.example.net ESMTP', inside: '220 mail.example.net ESMTP' },
  ],
  peel(line): Peeled | null {
    const stamp = STAMP.exec(line);
    if (!stamp) return null;
    let at = stamp[0].length;
    let level = false;
    let key: string | undefined;
    for (let n = 0; n < MOST_FIELDS; n++) {
      const word: RegExpExecArray | null = level ? null : fieldAt(LEVEL_FIELD, line, at);
      const field = word ?? fieldAt(CONTEXT_FIELD, line, at);
      if (!field) break;
      level ||= word !== null;
      key = field.groups?.key?.trim() || key;
      at += field[0].length;
    }
    if (!level) return null;
    const name = fieldAt(NAME_FIELD, line, at)?.[0] ?? '';
    // A lone word before a colon is more likely the message's own: `send: …`, `S: …`.
    if (!/^[A-Za-z]\w*: $/.test(name)) at += name.length;
    return {
      piece: pieceOf(line, ownBlanks(line, at)),
      key,
      get time() {
        return clockOf(stamp.groups?.time);
      },
    };
  },
};

function fieldAt(field: RegExp, line: string, at: number): RegExpExecArray | null {
  field.lastIndex = at;
  return field.exec(line);
}

/** A stamp and a level, whatever follows: the fields of the logger may be those of the format inside. */
export const level: Wrapper = {
  id: 'level',
  title: 'time stamp and level',
  samples: [
    {
      line: '2026-02-15 10:28:59.996 [info] [2026-02-15 10:28:59] DEBUG [2OGKYnnbXbw] S: 250 Ok',
      inside: '[2026-02-15 10:28:59] DEBUG [2OGKYnnbXbw] S: 250 Ok',
    },
  ],
  peel(line): Peeled | null {
    const stamp = STAMP.exec(line);
    if (!stamp) return null;
    const field = fieldAt(LEVEL_FIELD, line, stamp[0].length);
    if (!field) return null;
    return {
      piece: pieceOf(line, ownBlanks(line, stamp[0].length + field[0].length)),
      get time() {
        return clockOf(stamp.groups?.time);
      },
    };
  },
};

/** Python's logging under Django, Celery, gunicorn. */
export const pythonLogging: Wrapper = {
  id: 'python-logging',
  title: 'Python logging, Celery, gunicorn',
  samples: [
    { line: "2026-11-23 19:22:41,123 - app.mail - DEBUG - reply: b'250 OK\\r\\n'", inside: "reply: b'250 OK\\r\\n'" },
    { line: "[2026-11-23 19:22:41,123: WARNING/ForkPoolWorker-1] reply: b'250 OK\\r\\n'", inside: "reply: b'250 OK\\r\\n'" },
    { line: "[2026-11-23 19:22:41 +0000] [712] [INFO] send: 'quit\\r\\n'", inside: "send: 'quit\\r\\n'" },
    { line: 'DEBUG:app.mail:S: 250 Ok', inside: 'S: 250 Ok' },
  ],
  peel: keyed(
    `^(?:\\[\\d{4}-\\d\\d-\\d\\d (?<time>[\\d:.,]{8,15}): ${LEVEL}/(?<key>[^\\]]{1,80})\\] |\\[\\d{4}-\\d\\d-\\d\\d [\\d:.,]{8,15} [+-]\\d{4}\\] \\[(?<thread>\\d{1,9})\\] \\[${LEVEL}\\] |\\d{4}-\\d\\d-\\d\\d [\\d:.,]{8,15} - [\\w.-]{1,80} - ${LEVEL} - |${LEVEL}:[\\w.-]{1,80}:(?! ))`,
  ),
};

/** Monolog (Laravel, Symfony, Drupal): stamp, channel and level before, empty context after. */
export const monolog: Wrapper = {
  id: 'monolog',
  title: 'Monolog',
  samples: [{ line: '[2026-11-23T19:22:41.123456+00:00] app.DEBUG: S: 250 Ok [] []', inside: 'S: 250 Ok' }],
  peel(line) {
    const match = /^\[\d{4}-\d\d-\d\d[T ](?<time>[\d:.]{8,15})[^\]]{0,8}\] [\w-]{1,40}\.[A-Z]{4,9}: /.exec(line);
    if (!match) return null;
    const tail = / (?:\[\]|\{\}) (?:\[\]|\{\})\s*$/.exec(line.slice(match[0].length));
    const to = tail ? match[0].length + tail.index : line.length;
    return { piece: pieceOf(line, match[0].length, to), time: clockOf(match.groups?.time) };
  },
};

/** Android's logcat: `threadtime`, `time`, `brief`, `tag`, and Android Studio's own. */
export const logcat: Wrapper = {
  id: 'logcat',
  title: 'Android logcat',
  samples: [
    { line: '01-15 15:44:06.135  9975 13041 V SmtpTransport: SMTP <<< 250 OK', inside: 'SMTP <<< 250 OK' },
    { line: '06-11 20:25:54.487 D/k9      (20486): SMTP <<< 250 OK', inside: 'SMTP <<< 250 OK' },
    { line: 'D/k9      (20486): SMTP <<< 250 OK', inside: 'SMTP <<< 250 OK' },
    { line: 'D/k9: SMTP <<< 250 OK', inside: 'SMTP <<< 250 OK' },
  ],
  peel: keyed(
    '^(?:(?:\\d{4}-)?\\d\\d-\\d\\d (?<time>\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) {1,3}\\d{1,6}(?: {1,3}|-)(?<key>\\d{1,6})(?:/[^ ]{1,80})? [VDIWEF](?:/| )[^:]{1,60}: |(?:(?:\\d{4}-)?\\d\\d-\\d\\d (?<clock>\\d\\d:\\d\\d:\\d\\d\\.\\d{3}): ?)?(?:(?:\\d{4}-)?\\d\\d-\\d\\d (?<stamp>\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) )?[VDIWEF]/[^()]{1,60}\\( {0,6}(?<thread>\\d{1,6})\\): |[VDIWEF]/[\\w.$-]{1,60} {0,20}: )',
  ),
};

/** NSLog of macOS and iOS. */
export const nslog: Wrapper = {
  id: 'nslog',
  title: 'NSLog',
  samples: [{ line: '2026-11-23 19:22:41.123456+0000 Mail[712:12345] S: 250 Ok', inside: 'S: 250 Ok' }],
  peel: keyed('^\\d{4}-\\d\\d-\\d\\d (?<time>[\\d:.]{8,15})(?:[+-]\\d{4})? [^\\[\\]]{1,80}\\[(?<key>\\d{1,9}:[0-9a-fx]{1,16})\\] '),
};

/** mailcow's interface marks a continued line. */
export const gutter: Wrapper = {
  id: 'gutter',
  title: 'arrow of a continued line (mailcow)',
  samples: [{ line: '    ↪ 250-PIPELINING', inside: '250-PIPELINING' }],
  peel: keyed('^ {0,40}↪ ?'),
};

function keyed(source: string): Wrapper['peel'] {
  const pattern = new RegExp(source);
  return (line): Peeled | null => {
    const match = pattern.exec(line);
    if (!match) return null;
    const { key, thread, time, stamp, clock } = match.groups ?? {};
    return {
      piece: pieceOf(line, ownBlanks(line, match[0].length)),
      key: thread ?? key,
      get time() {
        return clockOf(time ?? stamp ?? clock);
      },
    };
  };
}
